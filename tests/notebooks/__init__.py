"""Every notebook as it is stored: its form, and its pictures."""
