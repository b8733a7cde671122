"""Eligibility: who is let in, and who is turned away, judged against the rules and the incidents behind them.

Each probe makes its own neighbours, tools, loans and facts with stated dates, and asks for a stated moment:
the day on which it runs does not matter.
"""

from .experiments import ELIGIBILITY, TABLE

__all__ = ["PROBES", "TABLE"]

PROBES = ELIGIBILITY.every
