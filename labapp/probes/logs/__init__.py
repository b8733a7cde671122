"""Logs: what a backend writes down of people's secrets, and whether support can still answer.

Each probe plants secrets that exist once in the world, through the API, and then reads the log.
Its docstring is the question that it answers, short enough for a table.
"""

from . import leaks, support

PROBES = [*leaks.LOGS.every, *support.LOGS.every]
