"""The same Monday with each of 64 mixtures of six fixes."""
