"""Codes that can be read over the telephone: progress to carry on with, and a shorter one for a class."""
