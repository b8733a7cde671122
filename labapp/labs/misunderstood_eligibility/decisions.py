"""Ten years of decisions at the counter, read from data/decisions.csv; all of them are invented."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, TextIO

from labapp import resources

FILE = resources.data("decisions.csv")


@dataclass(frozen=True, slots=True)
class Decision:
    """One visit, what was so at that moment, what was decided, and what the contrary would have cost.

    `status` is that of the day, `screen` the one that the member's field showed when it was asked.
    `shown`: the day of the last induction, if any. `because`: the incident behind a no, or behind a yes
    that a rule of thumb would not say. `cost_in`, `cost_away`: euros, when the visitor is let in or turned
    away. `hurt`: somebody is wronged when the visitor is let in.
    """

    at: datetime
    tool: str
    own: int
    home: int
    status: str = "active"
    screen: str = "active"
    due: datetime | None = None
    recalled: bool = False
    needs_showing: bool = False
    shown: str = ""
    reopened: bool = False
    refund_open: bool = False
    phone_old: bool = False
    plan: bool = False
    allowed: bool = True
    because: str = ""
    cost_in: int = 0
    cost_away: int = 0
    hurt: bool = False

    def euros(self, allowed: bool) -> int:
        """Return what is lost when it is decided like that."""
        return self.cost_in if allowed else self.cost_away

    def wrongs(self, allowed: bool) -> bool:
        """Tell whether somebody is wronged when it is decided like that."""
        return allowed is not self.allowed and (self.hurt or not allowed)


COLUMNS = [field.name for field in fields(Decision)]
DEFAULTS = {"status": "active", "screen": "active"}
MOMENTS = {"at", "due"}
NUMBERS = {"own", "home", "cost_in", "cost_away"}
TEXTS = {"tool", "status", "screen", "shown", "because"}


def write(decisions: Iterable[Decision], file: TextIO) -> None:
    """Write decisions as CSV; what is usual is left empty, and `allowed` is always said."""
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows([_text(name, getattr(each, name)) for name in COLUMNS] for each in decisions)


@cache
def read() -> tuple[Decision, ...]:
    """Return all decisions of the file, in their order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        names = next(rows)
        values = ([_value(name, text) for name, text in zip(names, row, strict=True)] for row in rows)
        return tuple(Decision(*each) for each in values)


def _text(name: str, value: Any) -> str:
    if name in MOMENTS:
        return f"{value:%Y-%m-%dT%H:%MZ}" if value else ""
    if name == "allowed":
        return "yes" if value else "no"
    if name in TEXTS:
        return "" if value == DEFAULTS.get(name) else str(value)
    return str(int(value)) if value or name in ("own", "home") else ""


def _value(name: str, text: str) -> Any:
    if name in TEXTS:
        return text or DEFAULTS.get(name, "")
    if name in MOMENTS:
        return datetime.fromisoformat(text) if text else None
    if name == "allowed":
        return text == "yes"
    return int(text or 0) if name in NUMBERS else text == "1"
