"""The decision table as it was asked, cell by cell: as a table and as a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Cell:
    """One visit: its row, what it is about, what it should be told, and what it was (None: not asked)."""

    row: str
    says: str
    should: bool
    told: bool | None = None

    @property
    def right(self) -> bool:
        """Whether it was told what it should."""
        return self.told is self.should

    @property
    def wrong(self) -> str:
        """What went wrong, in a few words; nothing if all is well or nobody asked."""
        if self.told is None or self.right:
            return ""
        return "let in" if self.told else "turned away"


@dataclass(frozen=True)
class GridColumns:
    """All cells, row by row, four to a row."""

    cells: tuple[Cell, ...]

    @property
    def rows(self) -> list[str]:
        """The names of the rows, from top to bottom."""
        return list(dict.fromkeys(cell.row for cell in self.cells))

    def of(self, row: str) -> list[Cell]:
        """Return the cells of one row."""
        return [cell for cell in self.cells if cell.row == row]

    def told(self, answers: Iterable[bool | None]) -> "GridColumns":
        """Return the same grid with these answers; whoever is not reached yet was not asked."""
        given = dict(enumerate(answers))
        return GridColumns(tuple(replace(cell, told=given.get(n)) for n, cell in enumerate(self.cells)))

    def score(self) -> str:
        """Return how many cells are right, in a few words."""
        return f"{sum(cell.right for cell in self.cells)} of {len(self.cells)} right"

    def table(self) -> "pd.DataFrame":
        """Return the figure as a small table: a row for each incident."""
        import pandas as pd

        names = ["incident", "right", "wrongly let in", "wrongly turned away"]
        rows = [(row, *self._counted(self.of(row))) for row in self.rows]
        return pd.DataFrame(rows, columns=names).set_index("incident")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        right, let_in, turned_away = self._counted(self.cells)
        asked = sum(cell.told is not None for cell in self.cells)
        return (
            f"Of {asked} visits {right} were judged as the incidents teach, "
            f"{let_in} people were wrongly let in, {turned_away} wrongly turned away."
        )

    def _counted(self, cells: Iterable[Cell]) -> tuple[int, int, int]:
        found = [(cell.right, cell.wrong) for cell in cells]
        wrong = [wrong for _, wrong in found]
        return sum(right for right, _ in found), wrong.count("let in"), wrong.count("turned away")
