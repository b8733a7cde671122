"""Ten years of decisions, replayed with another rule."""
