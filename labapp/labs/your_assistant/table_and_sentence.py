"""Verdicts side by side: a row for each family, a column for each backend, three sides in each cell."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from labapp.probes.finding import WORST_FIRST, Family, Side, Verdict

if TYPE_CHECKING:
    import pandas as pd

WAITING = "not asked yet"


@dataclass(frozen=True)
class Cell:
    """What one family's probes found at one backend; a side that is missing was not asked yet."""

    sides: dict[Side, Verdict] = field(default_factory=dict)
    in_part: bool = False

    @property
    def verdict(self) -> Verdict | None:
        """The worst of its sides; None while a side is missing."""
        if len(self.sides) < len(Side):
            return None
        return next(each for each in WORST_FIRST if each in self.sides.values())

    @property
    def words(self) -> str:
        """The cell in words: broken and unmeasured say from which side."""
        if self.verdict is None:
            return WAITING
        if self.verdict is Verdict.HELD:
            return f"✓ held{' in what could be asked' * self.in_part}"
        found = [(each, self._of(each)) for each in (Verdict.BROKEN, Verdict.UNMEASURED)]
        return "; ".join(f"{each.sign} {each}: {sides}" for each, sides in found if sides)

    def _of(self, verdict: Verdict) -> str:
        return ", ".join(side for side in Side if self.sides.get(side) is verdict)


@dataclass
class VerdictColumns:
    """A cell for each backend and family."""

    names: tuple[str, ...]
    cells: dict[tuple[str, Family], Cell] = field(default_factory=dict)

    def cell(self, name: str, family: Family) -> Cell:
        """Return what is known by now."""
        return self.cells.get((name, family), Cell())

    def table(self) -> "pd.DataFrame":
        """Return the figure as a table: a row for each family."""
        import pandas as pd

        rows = [(family.value, *(self.cell(name, family).words for name in self.names)) for family in Family]
        return pd.DataFrame(rows, columns=["family", *self.names]).set_index("family")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        return "; ".join(f"{name}: {self._counts(name)}" for name in self.names) + "."

    def _counts(self, name: str) -> str:
        found = [self.cell(name, family).verdict for family in Family]
        counts = [f"{found.count(each)} {each}" for each in Verdict if each in found]
        return f"of {len(Family)} families {', '.join(counts) or WAITING}"
