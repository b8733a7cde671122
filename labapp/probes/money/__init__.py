"""Money: is every cent charged once, given back once, and never lost on the way?

Each probe posts to the ledger as a clerk would, with retries, double clicks and colleagues, and then reads
what was booked. Its docstring is the question that it answers, short enough for a table.
"""

from . import books, twice

PROBES = [*twice.MONEY.every, *books.MONEY.every]
