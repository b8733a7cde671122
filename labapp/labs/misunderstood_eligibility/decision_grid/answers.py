"""What a backend answers to each visit of the decision table, asked over HTTP."""

from collections.abc import Iterator
from typing import Any


def answers(services: Any) -> Iterator[bool | None]:
    """Make every visit at a backend with these services; yield what each was told, None if nothing."""
    from labapp.probes.eligibility import TABLE
    from labapp.probes.eligibility.visits import DayBook
    from labapp.probes.experiment import Unmeasurable
    from labapp.targets.open_target import in_simulation

    with in_simulation(services) as target:
        book = DayBook(target, "grid")
        for case in (case for cases in TABLE for case in cases.every):
            try:
                yield case.judged(book)[0]
            except Unmeasurable:
                yield None
