"""The decision table, asked over HTTP cell by cell; a chosen cell opens its incident."""

from typing import Any

import ipywidgets

from labapp.targets.mixture import mixture
from labapp.workshop.widgets import paragraph, show_sentence, show_widget

from ..incidents import incidents
from .answers import answers
from .table_and_sentence import Cell, GridColumns


def grid(name: str = "naive") -> GridColumns:
    """Ask a mixture about every cell and show it live; then any cell can be opened. Return the columns."""
    from .figure import GridFigure

    figure = GridFigure(blank_grid())
    figure.show()
    told: list[bool | None] = []
    for answer in answers(mixture(name)):
        told.append(answer)
        figure.update(figure.columns.told(told))
    show_sentence(figure.columns.sentence())
    CellChooser(figure).show()
    return figure.columns


def blank_grid() -> GridColumns:
    """Return the grid before anybody was asked: a row for each incident, four visits in each."""
    from labapp.probes.eligibility import TABLE

    cells = [Cell(_row(case.incident), case.says, case.allowed) for cases in TABLE for case in cases.every]
    return GridColumns(tuple(cells))


class CellChooser:
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
        show_widget(self.list, f"A list of {len(self.list.options)} cells, the wrong ones first.")
        show_widget(self.words, told)

    def open(self) -> str:
        """Open the chosen cell."""
        columns = self.figure.columns
        cell = columns.cells[self.list.value]
        self.figure.update(columns, self.list.value)
        self.figure.leave_picture()
        told = f"{_line(cell)}. {incidents()[cell.row[:7]].told()}"
        self.words.value = paragraph(told)
        return told


def _row(incident: str) -> str:
    return f"{incident}  {incidents()[incident].title}"


def _line(cell: Cell) -> str:
    what = f"wrongly {cell.wrong}" if cell.wrong else "as it should be" if cell.right else "not measured"
    return f"{'✗' if cell.wrong else '✓' if cell.right else '·'} {cell.row[:7]} {cell.says}: {what}"


def replay(seen: dict[str, Any]) -> None:
    """Show a grid that was asked elsewhere, cell by cell; `seen["told"]` are its answers."""
    from .figure import GridFigure

    figure, columns = GridFigure(blank_grid()), blank_grid()
    figure.show()
    for number in range(1, len(seen["told"]) + 1):
        figure.update(columns.told(seen["told"][:number]))
    figure.leave()
