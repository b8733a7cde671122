"""One folder for each notebook, with all that only it shows; they have the same name."""
