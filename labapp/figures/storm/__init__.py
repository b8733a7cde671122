"""The storm, which three notebooks draw."""
