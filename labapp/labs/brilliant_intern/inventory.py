"""What Toolshed is made of: lines counted in its source, a bar for each part."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib
from matplotlib.figure import Figure

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure
from labapp.resources import PACKAGE
from labapp.workshop.widgets import show_sentence

if TYPE_CHECKING:
    import pandas as pd


QUESTION = "How much of Toolshed do the later labs change?"


@dataclass(frozen=True)
class Part:
    """Lines that are not blank in one part of Toolshed; `changes`: the later labs swap what stands there."""

    name: str
    files: int
    lines: int
    changes: bool = False


@dataclass(frozen=True)
class InventoryColumns:
    """The parts of Toolshed, each line counted once."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """All lines together."""
        return sum(part.lines for part in self.parts)

    @property
    def kept(self) -> int:
        """Lines that no later lab changes."""
        return sum(part.lines for part in self.parts if not part.changes)

    def table(self) -> "pd.DataFrame":
        """Return the figure as a table: a row for each part."""
        import pandas as pd

        rows = [
            (part.name, part.files, part.lines, f"{100 * part.lines / self.total:.0f} %",
             "yes, one by one" if part.changes else "no")
            for part in self.parts
        ]  # fmt: skip
        names = ["part", "files", "lines", "share", "changed later"]
        return pd.DataFrame(rows, columns=names).set_index("part")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        swapped = self.total - self.kept
        return (
            f"Of {self.total:,} lines, {self.kept:,} exist once and serve every later lab as they are; "
            f"the six services are {swapped:,} lines, {100 * swapped / self.total:.0f} %."
        )


class InventoryFigure(LiveFigure):
    """A bar for each part, in lines; hatched: the services that the later labs change."""

    columns: InventoryColumns

    def __init__(self, columns: InventoryColumns) -> None:
        self.columns, parts = columns, columns.parts
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 3.9), dpi=100, layout="constrained")
            axes = figure.subplots()
            axes.set_title(QUESTION)
            self.bars = axes.barh(
                [part.name for part in parts],
                [part.lines for part in parts],
                color=[style.VERMILLION if part.changes else style.BLUE for part in parts],
                hatch=["///" if part.changes else "" for part in parts],
                edgecolor="white",
                height=0.66,
            )
            axes.bar_label(self.bars, [_label(part) for part in parts], padding=6, color=style.INK)
            axes.invert_yaxis()
            axes.set(xlim=(0, 1.3 * max(part.lines for part in parts)), xlabel="lines that are not blank")
            axes.tick_params(axis="y", length=0)
        super().__init__(figure, (), QUESTION)


def _label(part: Part) -> str:
    return f"{part.lines:,}, changed one by one" if part.changes else f"{part.lines:,}"


def plotted(figure: InventoryFigure) -> list[int]:
    """Return the lengths of the bars, for comparison with the table."""
    return [round(bar.get_width()) for bar in figure.bars]


SERVICES = "the six services"
PARTS = {
    # what it is called: where it stands
    "DTOs and mappers": "toolshed/dtos/*.py",
    "models": "models.py",
    "routes": "toolshed/routes/*.py",
    "use cases": "toolshed/use_cases/*.py",
    "commands and errors": "services/*.py",
    "app, database, outbox": "toolshed/*.py",
    "demo data": "toolshed/seed/*.py",
    "its own tests": "toolshed/tests/*.py",
    SERVICES: "naive/[!_]*.py",
}


def inventory() -> InventoryColumns:
    """Count the lines of Toolshed by kind, show them, and return the columns."""
    columns = counted()
    figure = InventoryFigure(columns)
    figure.show()
    figure.leave()
    show_sentence(columns.sentence())
    return columns


def counted() -> InventoryColumns:
    """Count the lines that are not blank in each part."""
    return InventoryColumns(tuple(_part(name, files(name)) for name in PARTS))


def files(name: str) -> list[Path]:
    """Return the files of one part."""
    return sorted(PACKAGE.glob(PARTS[name]))


def _part(name: str, found: list[Path]) -> Part:
    lines = [line for file in found for line in file.read_text(encoding="utf-8").splitlines()]
    return Part(name, len(found), sum(bool(line.strip()) for line in lines), changes=name == SERVICES)
