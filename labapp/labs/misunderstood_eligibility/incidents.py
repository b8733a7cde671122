"""What happened, and which rule it made: read from data/incidents.csv; all of it is invented."""

import csv
from dataclasses import dataclass
from functools import cache

from labapp import resources

FILE = resources.data("incidents.csv")


@dataclass(frozen=True)
class Incident:
    """One incident: when (year and month), what happened, the rule it made, its cost, who keeps the rule."""

    incident: str
    title: str
    what_happened: str
    rule: str
    euros: int
    kept_in: str

    def told(self) -> str:
        """Return it as it is told to a newcomer."""
        return (
            f"{self.incident}, {self.title}. {self.what_happened} It cost {self.euros:,} euros. {self.rule}"
        )


@cache
def incidents() -> dict[str, Incident]:
    """Return all incidents by their year and month, in order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        told = [Incident(**{**row, "euros": int(row["euros"])}) for row in csv.DictReader(file)]  # type: ignore[arg-type]
    return {each.incident: each for each in told}
