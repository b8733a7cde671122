"""02 and 02b: storms, one by one and a hundred thousand at once."""
