"""06: ten invented years, replayed."""
