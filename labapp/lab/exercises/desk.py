"""A desk at which a learner's test plays out a day: recall a batch, then ask whether it may be borrowed."""

import re

from labapp.lab.targets.target import in_lab
from labapp.probes.visits import DayBook, Visit
from labapp.services import Services

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


def passes(test: object, services: Services) -> bool:
    """Run a test against a backend with these services; whatever it raises but a failed assert goes on."""
    with in_lab(services) as target:
        try:
            test(Desk(DayBook(target, "desk")))  # type: ignore[operator]
        except AssertionError:
            return False
    return True


def _moment(on: str) -> str:
    return f"{on}T12:00:00Z" if DAY.fullmatch(on) else on
