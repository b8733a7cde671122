"""The test scaffold that the assistant wrote along with the backend."""
