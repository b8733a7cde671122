"""What comes back from review: a module of candidate fixes for each family."""
