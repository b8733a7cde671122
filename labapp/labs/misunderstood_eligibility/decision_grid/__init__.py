"""The decision table, asked cell by cell."""
