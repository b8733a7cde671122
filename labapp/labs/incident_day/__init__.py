"""08: one Monday with all six faults, any two of six fixes, and the whole receipt."""
