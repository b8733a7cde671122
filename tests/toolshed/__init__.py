"""Tests of the backend itself: what exists once, whatever the services."""
