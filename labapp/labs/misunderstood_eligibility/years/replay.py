"""Replay the decision history: two rules judge the same visits."""

from collections import Counter
from collections.abc import Sequence

from .. import decision_generator, decisions
from ..decisions import Decision
from ..rules import INCIDENT_BEHIND_IF, Rule, new_rule, without
from .table_and_sentence import MONTHS, YearsColumns

PHONE_RECHECK = INCIDENT_BEHIND_IF.index("2021-09")
REST = ("It agrees almost always. What does the rest cost?", "the new rule", "the old function")
LESS = ("What did that if do in ten years?", "the shorter function", "the old function")
COUNTED = ("visits", "alike", "lost", "lost_before", "wronged")


def replayed(visits: Sequence[Decision], newer: Rule, words: tuple[str, str, str]) -> YearsColumns:
    """Let a newer rule judge what was decided, month by month; `words`: question, its name, the older's."""
    first = min(visit.at.year for visit in visits)
    seen: dict[str, Counter[int]] = {name: Counter() for name in COUNTED}
    for visit in visits:
        month, answer = (visit.at.year - first) * MONTHS + visit.at.month - 1, newer(visit)
        seen["visits"][month] += 1
        seen["alike"][month] += answer is visit.allowed
        seen["lost"][month] += visit.euros(answer)
        seen["lost_before"][month] += visit.euros(visit.allowed)
        seen["wronged"][month] += visit.wrongs(answer)
    years = max(visit.at.year for visit in visits) - first + 1
    counted = [[seen[name][month] for month in range(years * MONTHS)] for name in COUNTED]
    return YearsColumns(*words, first, years, *counted)


def with_rates(odd_percent: int = 100, price_percent: int = 100) -> YearsColumns:
    """Return the ten years as the new rule decides them, at these rates."""
    ours = (odd_percent, price_percent) == (100, 100)
    visits = (
        decisions.read()
        if ours
        else decision_generator.decisions(decision_generator.Rates(odd_percent, price_percent))
    )
    return replayed(visits, new_rule, REST)


def less(number: int = PHONE_RECHECK) -> YearsColumns:
    """Return the ten years as the old function decides them without one of its ifs."""
    return replayed(decisions.read(), without(number), LESS)
