"""Crashes when it is imported."""

raise RuntimeError("there is no database today")
