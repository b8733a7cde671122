"""Pictures: one live figure for each family, its static last frame, and the same in words."""
