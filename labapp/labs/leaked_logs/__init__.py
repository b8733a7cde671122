"""03: an ordinary visit, the log that it left, and grep."""
