"""How far a room is, step by step: as a table and as a sentence; no picture is needed for it."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class StepCount:
    """One step of one lab, and how many people have done it."""

    lab: str
    step: str
    people: int


@dataclass(frozen=True)
class ClassColumns:
    """How many people sent a code, and the steps, lab by lab."""

    people: int
    steps: tuple[StepCount, ...]

    @property
    def labs(self) -> list[str]:
        """The labs, from top to bottom."""
        return list(dict.fromkeys(step.lab for step in self.steps))

    def of(self, lab: str) -> list[StepCount]:
        """Return the steps of one lab."""
        return [step for step in self.steps if step.lab == lab]

    def table(self) -> "pd.DataFrame":
        """Return the figure as a table: a row for each lab, its steps from left to right."""
        import pandas as pd

        rows = [
            {f"step {number}": f"{step.people} {step.step}" for number, step in enumerate(self.of(lab), 1)}
            for lab in self.labs
        ]
        return pd.DataFrame(rows, pd.Index(self.labs, name="lab")).fillna("")

    def sentence(self) -> str:
        """Return the figure as one sentence: how many, and where most stop within a lab."""
        if not self.people:
            return "Nobody's code has been read yet."
        codes = "1 code was read" if self.people == 1 else f"{self.people} codes were read"
        lost, before, after = max(self._stops(), key=lambda stop: stop[0], default=(0, None, None))
        if before is None or after is None or lost <= 0:
            return f"{codes}. In no lab do people stop between two steps."
        return (
            f"{codes}. Most stop in {after.lab}: {before.people} have “{before.step}”, "
            f"{after.people} have “{after.step}”."
        )

    def _stops(self) -> list[tuple[int, StepCount, StepCount]]:
        pairs = [pair for lab in self.labs for pair in pairwise(self.of(lab))]
        return [(before.people - after.people, before, after) for before, after in pairs]
