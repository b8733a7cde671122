"""The evening before incident day: who will come on Monday, and what the books already say of them.

Twelve people will ask for a tool. For each the rule with its reasons has one right answer. Eight others
have a deposit of which half goes back on Monday.
"""

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from labapp.probes.eligibility.visits import DayBook

EUR = 100
SEED = 2017
"""The seed of the evening: tokens are given once, and Monday gives others."""
DEPOSIT_CENTS, BACK_CENTS = 40 * EUR, 20 * EUR
LAST_WEEK, LAST_MONTH, LAST_YEAR = "2026-02-23T10:00:00Z", "2026-02-02T10:00:00Z", "2025-02-01T10:00:00Z"
THIS_MORNING, FRIDAY = "2026-03-02T08:00:00Z", "2026-02-27T10:00:00Z"
RENTERS = tuple(f"Renter {number}" for number in range(1, 9))
"""Members whose deposit goes back by half on Monday."""


@dataclass(frozen=True)
class Borrower:
    """Somebody who asks for a tool on Monday, and whether the rule with its reasons says yes."""

    name: str
    tool: str
    allowed: bool
    set_up: Callable[["DayBook", Any], object] = lambda book, member: None
    details: tuple[tuple[str, str], ...] = ()


def _has(tools: int) -> Callable[["DayBook", Any], object]:
    return lambda book, member: [book.lend(member, LAST_WEEK) for _ in range(tools)]


def _shown(on: str) -> Callable[["DayBook", Any], object]:
    return lambda book, member: book.fact("induction", on, member_id=member, tool_kind="power")


def _partner(book: "DayBook", _member: Any) -> None:
    _has(3)(book, book.member(household="Flat 9"))


def _reopened(*, settled: bool, verified: bool) -> Callable[["DayBook", Any], object]:
    def set_up(book: "DayBook", member: Any) -> None:
        refund = book.refund(member, LAST_MONTH)
        book.fact("closure", LAST_MONTH, member_id=member)
        book.fact("reopening", LAST_WEEK, member_id=member, address="9 Mill Lane")
        if settled:
            book.fact("refund_settled", LAST_WEEK, entry_id=refund)
        if verified:
            book.fact("phone_verified", FRIDAY, member_id=member)

    return set_up


def _on_a_plan_and_late(book: "DayBook", member: Any) -> None:
    book.fact("hardship_plan", LAST_MONTH, member_id=member, until="2026-12-31T12:00:00Z")
    book.lend(member, LAST_MONTH)


def _due_this_morning(book: "DayBook", member: Any) -> None:
    book.lend(member, LAST_WEEK, THIS_MORNING)


BORROWERS = (
    Borrower("Ann, nothing out", "drill", True),
    Borrower("Bo, never shown a saw", "saw", False),
    Borrower("Cleo, due this morning", "drill", True, _due_this_morning),
    Borrower("Dan, partner has three", "drill", False, _partner, (("household", "Flat 9"),)),
    Borrower("Eve, three out", "drill", False, _has(3)),
    Borrower("Finn, before a recall", "recalled ladder", False),
    Borrower("Gus, shown last month", "saw", True, _shown(LAST_MONTH)),
    Borrower("Hal, refund under way", "drill", False, _reopened(settled=False, verified=True)),
    Borrower("Ida, late, on a plan", "drill", True, _on_a_plan_and_late),
    Borrower("Jon, shown a year ago", "saw", False, _shown(LAST_YEAR)),
    Borrower("Kim, two out", "drill", True, _has(2)),
    Borrower("Lou, phone not checked", "drill", False, _reopened(settled=True, verified=False)),
)
"""In the order in which they come."""

TOOLS: dict[str, dict[str, Any]] = {
    "drill": {"kind": "power", "replacement_cents": 159 * EUR},
    "saw": {"kind": "power", "needs_induction": True, "replacement_cents": 189 * EUR},
    "recalled ladder": {"kind": "ladder", "batch": "L-7", "replacement_cents": 269 * EUR},
}


@cache
def database() -> bytes:
    """Return the database of the evening before; once is enough for all days of a process."""
    from labapp.naive import NAIVE
    from labapp.probes.eligibility.visits import DayBook
    from labapp.targets.open_target import in_simulation
    from labapp.targets.simulated import SimulationSettings

    with tempfile.TemporaryDirectory(prefix="toolshed-") as folder:
        file = Path(folder) / "monday.db"
        with in_simulation(NAIVE, SimulationSettings(seed=SEED, database_url=f"sqlite:///{file}")) as target:
            _write(DayBook(target, "monday"))
            with closing(sqlite3.connect(file)) as made:
                return made.serialize()


def _write(book: "DayBook") -> None:
    book.fact("recall", LAST_MONTH, batch=TOOLS["recalled ladder"]["batch"])
    for borrower in BORROWERS:
        book.tool(**TOOLS[borrower.tool], name=_tool_of(borrower))
        borrower.set_up(book, book.member(name=borrower.name, **dict(borrower.details)))
    for name in RENTERS:
        money = {"kind": "deposit", "amount_cents": DEPOSIT_CENTS}
        book.posted(type="payment", member_id=book.member(name=name), **money)


def _tool_of(borrower: Borrower) -> str:
    return f"{borrower.tool} for {borrower.name.partition(',')[0]}"
