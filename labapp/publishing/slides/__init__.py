"""Slides cut from the notebooks, with minutes in the notes of whoever speaks."""
