"""Retries: what a backend does to the carrier, and to its own visitors, when the carrier has a bad day.

Each probe scripts the carrier, asks for a few messages, waits on the target's clock, and counts.
Its docstring is the question that it answers, short enough for a table.
"""

from .experiments import RETRIES

PROBES = RETRIES.every
