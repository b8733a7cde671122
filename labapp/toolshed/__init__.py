"""Toolshed, the one Flask app: routes, DTOs and storage are the same for every set of services."""
