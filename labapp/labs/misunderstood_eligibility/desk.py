"""A desk at which a learner's test plays out a day: recall a batch, then ask whether it may be borrowed."""

import re
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from labapp.probes.eligibility.visits import DayBook, Visit
from labapp.services import Services
from labapp.targets.open_target import in_simulation
from labapp.workshop.exercise import CELL

DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Desk:
    """What a test is given; dates are days such as "2019-07-08" (noon, UTC) or whole moments."""

    def __init__(self, book: DayBook) -> None:
        self._book = book
        self._batches: dict[str, str] = {}

    def recall(self, batch: str, on: str) -> None:
        """Write down that the maker wants a batch back."""
        self._book.fact("recall", _moment(on), batch=self._named(batch))

    def may_borrow(self, batch: str, on: str) -> bool:
        """Let a new member, who has nothing, ask for a ladder of a batch."""
        ladder = self._book.shelved(kind="ladder", batch=self._named(batch))
        visit = Visit(self._book.member(), ladder, _moment(on))
        return bool(self._book.answer(visit)["allowed"])

    def _named(self, batch: str) -> str:
        return self._batches.setdefault(batch, self._book.named(f"Batch {batch}"))


def failing(tests: Sequence[Callable[..., Any]], services: Services) -> dict[str, int]:
    """Run tests against a backend with these services; return which fail, and in which line of the cell.

    Whatever a test raises but a failed assert goes on.
    """
    lines = {}
    with in_simulation(services) as target:
        for number, test in enumerate(tests):
            try:
                test(Desk(DayBook(target, f"desk {number}")))
            except AssertionError as error:
                lines[test.__name__] = _line(error)
    return lines


def _line(error: AssertionError) -> int:
    """Return the last line of the cell on the way to the error."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == CELL), 0)


def _moment(on: str) -> str:
    return f"{on}T12:00:00Z" if DAY.fullmatch(on) else on
