"""What became of the assistant's tests, and which lines of the six services they ran; no picture needed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Covered:
    """One service: how many statements it has, and those that no test ran, by line number."""

    service: str
    statements: int
    never_run: dict[int, str]

    @property
    def run(self) -> int:
        """How many statements were run."""
        return self.statements - len(self.never_run)


@dataclass
class OwnTestsColumns:
    """Tests that passed and failed, by subject; `expected` is how many there are in all."""

    expected: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    covered: tuple[Covered, ...] = ()

    @property
    def subjects(self) -> list[str]:
        """What the tests are about, in their order."""
        return list(dict.fromkeys([*self.passed, *self.failed]))

    @property
    def coverage_percent(self) -> int:
        """How many of 100 statements of the six services were run, rounded down."""
        statements = sum(each.statements for each in self.covered)
        return 100 * sum(each.run for each in self.covered) // statements if statements else 0

    def table(self) -> "pd.DataFrame":
        """Return the figure as a table: a row for each subject."""
        import pandas as pd

        rows = [(subject, self.passed[subject], self.failed[subject]) for subject in self.subjects]
        return pd.DataFrame(rows, columns=["tests for", "passed", "failed"]).set_index("tests for")

    def coverage(self) -> "pd.DataFrame":
        """Return how much of each service was run, as a table."""
        import pandas as pd

        rows = [
            (each.service, each.statements, each.run, f"{100 * each.run // each.statements} %")
            for each in self.covered
        ]
        return pd.DataFrame(rows, columns=["service", "statements", "run", "coverage"]).set_index("service")

    def never_run(self) -> "pd.DataFrame":
        """Return the statements that no test ran, as a table."""
        import pandas as pd

        rows = [
            (each.service, number, text) for each in self.covered for number, text in each.never_run.items()
        ]
        return pd.DataFrame(rows, columns=["service", "line", "never run"]).set_index("service")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        passed = f"{self.passed.total()} of {self.expected} tests pass"
        if not self.covered:
            return f"{passed}."
        return f"{passed}. They run {self.coverage_percent} % of the statements in the six services."
