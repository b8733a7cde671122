"""Auth: what somebody gets at who should not, or not any more; and whether all others still get at theirs.

Each probe brings its own people, tries a few doors, and counts those that opened.
Its docstring is the question that it answers, short enough for a table.
"""

from . import accounts, fields, households, sessions, side_doors, work

PARTS = accounts, households, fields, side_doors, work, sessions
PROBES = [probe for part in PARTS for probe in part.AUTH.every]
