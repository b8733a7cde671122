"""The access matrix in a notebook: mechanisms to switch on, and a live figure that real requests fill."""

from dataclasses import replace
from typing import Any

import ipywidgets

from labapp.probes.auth.matrix import ACTIONS, Cell
from labapp.probes.auth.stage import ACTORS
from labapp.workshop.panel import Panel
from labapp.workshop.widgets import show_sentence

from .mark_holes import marked
from .table_and_sentence import AccessColumns

SWITCHES = {
    # what stands beside the box: the mechanism that it switches on
    "status and role from the database": "read the account",
    "HEAD is a GET": "HEAD is a GET",
    "fields by role": "fields by role",
}
CELLS_A_FRAME = 2


def matrix(name: str = "naive") -> AccessColumns:
    """Try every cell on a mixture and show it live, with mechanisms to switch on; return the columns."""
    return MatrixPanel(name).show(with_controls=name == "naive")


class MatrixPanel(Panel[AccessColumns]):
    """Boxes for mechanisms."""

    def __init__(self, name: str) -> None:
        self.name = name
        boxes = {
            mechanism: ipywidgets.Checkbox(False, description=words, indent=False)
            for words, mechanism in SWITCHES.items()
        }
        super().__init__(boxes)

    def draw(self, **switched_on: Any) -> AccessColumns:
        """Try every cell with the mechanisms that are switched on."""
        from .figure import AccessFigure

        figure = AccessFigure(columns := blank_matrix())
        self.display_handle = figure.show(self.display_handle)
        from labapp.probes.auth.matrix import cells
        from labapp.targets.open_target import in_simulation  # it loads when the axes are on the screen

        with in_simulation(self._services(switched_on)) as target:
            for number, cell in enumerate(cells(target)):
                add_cell(columns, cell)
                if number % CELLS_A_FRAME == 0:
                    figure.update()
        figure.leave()
        return columns

    def _services(self, switched_on: dict[str, bool]) -> Any:
        from labapp.targets.mechanisms.authorize import MECHANISMS
        from labapp.targets.mechanisms.mechanism import wrapped
        from labapp.targets.mixture import mixture

        services = mixture(self.name)
        chosen = [each for each in MECHANISMS if switched_on.get(each.name)]
        return replace(services, authorize=wrapped(services.authorize, chosen))


def blank_matrix() -> AccessColumns:
    """Return a matrix in which nothing was tried; only the learner's marks are there."""
    return AccessColumns(ACTORS, tuple(ACTIONS), {}, marked())


def add_cell(columns: AccessColumns, cell: Cell) -> None:
    """Write one cell down."""
    columns.wrong[cell.actor, cell.action] = cell.wrong


def replay(seen: dict[str, Any]) -> None:
    """Show a matrix that was filled elsewhere, column by column."""
    from .figure import AccessFigure

    actions = tuple(dict.fromkeys(each["action"] for each in seen["cells"]))
    figure = AccessFigure(columns := replace(blank_matrix(), actions=actions, marked=frozenset()))
    figure.show()
    for number, each in enumerate(seen["cells"]):
        add_cell(columns, Cell(**each))
        if number % CELLS_A_FRAME == 0:
            figure.update()
    figure.leave()
    show_sentence(columns.sentence())
