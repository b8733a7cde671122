"""For a room: larger words in figures and tables, so that the last row can read them."""
