"""The decision table, asked over HTTP cell by cell; a chosen cell opens its incident."""

from collections.abc import Iterator
from typing import Any

import ipywidgets

from labapp.plots.grid_columns import Cell, GridColumns

from ..stations.widgets import say, shown, tell
from ..targets.mixture import mixture
from .incidents import incidents


def grid(name: str = "naive") -> GridColumns:
    """Ask a mixture about every cell and show it live; then any cell can be opened. Return the columns."""
    from labapp.plots.grid import GridFigure

    figure = GridFigure(unasked())
    figure.show()
    told: list[bool | None] = []
    for answer in answers(mixture(name)):
        told.append(answer)
        figure.update(figure.columns.told(told))
    tell(figure.columns.sentence())
    Opened(figure).show()
    return figure.columns


def unasked() -> GridColumns:
    """Return the grid before anybody was asked: a row for each incident, four visits in each."""
    from labapp.probes.eligibility import TABLE

    cells = [Cell(_row(case.incident), case.says, case.allowed) for cases in TABLE for case in cases.every]
    return GridColumns(tuple(cells))


def answers(services: Any) -> Iterator[bool | None]:
    """Make every visit at a backend with these services; yield what each was told, None if nothing."""
    from labapp.probes.eligibility import TABLE
    from labapp.probes.eligibility.visits import DayBook
    from labapp.probes.experiment import Unmeasurable

    from ..targets.target import in_lab

    with in_lab(services) as target:
        book = DayBook(target, "grid")
        for case in (case for cases in TABLE for case in cases.every):
            try:
                yield case.judged(book)[0]
            except Unmeasurable:
                yield None


class Opened:
    """A list of all cells, the wrong ones first; the chosen one is framed, and its incident told."""

    def __init__(self, figure: Any) -> None:
        self.figure, columns = figure, figure.columns
        in_order = sorted(range(len(columns.cells)), key=lambda number: not columns.cells[number].wrong)
        self.list = ipywidgets.Dropdown(
            options=[(_line(columns.cells[number]), number) for number in in_order],
            description="open",
            layout={"width": "36em"},
        )
        self.words = ipywidgets.HTML()
        self.list.observe(lambda _: self.open(), "value")

    def show(self) -> None:
        """Put the list and the incident into the notebook; the first cell is open."""
        told = self.open()
        shown(self.list, f"A list of {len(self.list.options)} cells, the wrong ones first.")
        shown(self.words, told)

    def open(self) -> str:
        """Open the chosen cell."""
        columns = self.figure.columns
        cell = columns.cells[self.list.value]
        self.figure.update(columns, self.list.value)
        self.figure.leave_picture(f"{self.figure.question} {columns.sentence()}")
        told = f"{_line(cell)}. {incidents()[cell.row[:7]].told()}"
        self.words.value = say(told)
        return told


def _row(incident: str) -> str:
    return f"{incident}  {incidents()[incident].title}"


def _line(cell: Cell) -> str:
    what = f"wrongly {cell.wrong}" if cell.wrong else "as it should be" if cell.right else "not measured"
    return f"{'✗' if cell.wrong else '✓' if cell.right else '·'} {cell.row[:7]} {cell.says}: {what}"


def replay(seen: dict[str, Any]) -> None:
    """Show a grid that was asked elsewhere, cell by cell; `seen["told"]` are its answers."""
    from labapp.plots.grid import GridFigure

    figure, columns = GridFigure(unasked()), unasked()
    figure.show()
    for number in range(1, len(seen["told"]) + 1):
        figure.update(columns.told(seen["told"][:number]))
    figure.finish(f"{figure.question} {figure.columns.sentence()}")
