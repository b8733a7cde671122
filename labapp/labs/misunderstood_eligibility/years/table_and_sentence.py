"""Ten years of decisions, month by month, judged by two rules: as a table and as a sentence."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MONTHS = 12


@dataclass(frozen=True)
class YearsColumns:
    """What two rules did with the same visits; all columns are equally long, a value for each month.

    `alike`: visits that both decide alike. `lost`: euros lost by the newer rule, `lost_before` by the
    older one. `wronged`: people wronged by the newer rule.
    """

    question: str
    newer: str
    older: str
    first_year: int
    years_in_all: int
    visits: list[int]
    alike: list[int]
    lost: list[int]
    lost_before: list[int]
    wronged: list[int]

    def until(self, months: int) -> "YearsColumns":
        """Return the first months."""
        names = ("visits", "alike", "lost", "lost_before", "wronged")
        return replace(self, **{name: getattr(self, name)[:months] for name in names})

    @property
    def years(self) -> int:
        """How many years have begun."""
        return -(-len(self.visits) // MONTHS)

    @property
    def alike_percent(self) -> float:
        """How much of all is decided alike."""
        return 100 * sum(self.alike) / max(1, sum(self.visits))

    def table(self) -> "pd.DataFrame":
        """Return the figure as a small table: a row for each year."""
        import pandas as pd

        names = ["year", "visits", "decided alike", "euros lost", "euros lost before", "people wronged"]
        return pd.DataFrame([self._row(year) for year in range(self.years)], columns=names).set_index("year")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        newer = f"{self.newer[:1].upper()}{self.newer[1:]}"
        return (
            f"{newer} decides {self.alike_percent:.2f} % of {sum(self.visits):,} visits "
            f"like {self.older}, loses {sum(self.lost):,} euros instead of {sum(self.lost_before):,}, "
            f"and wrongs {sum(self.wronged):,} people."
        )

    def _row(self, year: int) -> tuple[int, int, str, int, int, int]:
        part = slice(year * MONTHS, (year + 1) * MONTHS)
        visits, alike = sum(self.visits[part]), sum(self.alike[part])
        share = f"{100 * alike / max(1, visits):.2f} %"
        lost, before, wronged = (sum(each[part]) for each in (self.lost, self.lost_before, self.wronged))
        return self.first_year + year, visits, share, lost, before, wronged
