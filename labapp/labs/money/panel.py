"""A morning at the till in a notebook: a slider, a live figure, and the same for an answer's own morning."""

from dataclasses import replace
from typing import Any, ClassVar

from labapp.workshop.panel import ScenarioPanel

from .scenario import Morning, MorningPlan
from .table_and_sentence import MorningColumns


def morning(name: str = "naive") -> MorningColumns:
    """Run a morning on a mixture and show it live, with a slider to run it again; return its columns."""
    return MorningPanel(name, MorningPlan()).show()


class MorningPanel(ScenarioPanel[MorningColumns]):
    """How many replies get lost."""

    CONTROLS: ClassVar = {"lost_percent": ("replies that get lost (%)", 0, 45, 5)}
    scenario = Morning


def replay(seen: dict[str, Any]) -> None:
    """Show a morning that was run elsewhere, second by second; `seen` are the columns of that run."""
    whole = MorningColumns(**seen)
    figure = MorningPlan().figure(until(whole, 0))
    figure.show()
    for second in range(1, len(whole.paid_twice) + 1):
        figure.update(until(whole, second))
    figure.leave()


def until(whole: MorningColumns, second: int) -> MorningColumns:
    """Return what had happened by the end of a second."""
    lost, met = ([moment for moment in moments if moment <= second] for moments in (whole.lost, whole.met))
    paid, refunded = whole.paid_twice[:second], whole.refunded_twice[:second]
    part = replace(whole, lost=lost, met=met, paid_twice=paid, refunded_twice=refunded)
    return part if second >= len(whole.paid_twice) else replace(part, payments=0)
