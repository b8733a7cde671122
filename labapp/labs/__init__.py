"""The exercises, a module for each service."""
