"""The tests that the assistant wrote: run, watched, and their coverage."""
