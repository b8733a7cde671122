"""The access matrix in a notebook: guards to switch on, and a live figure that real requests fill."""

from dataclasses import replace
from typing import Any

import ipywidgets

from labapp.plots.access_columns import AccessColumns
from labapp.probes.auth.matrix import ACTIONS, Cell
from labapp.probes.auth.stage import ACTORS

from ..stations.knobs import Knobs
from ..stations.widgets import say, shown
from .marking import marked

KNOBS = {
    # what stands beside the box: the guard that it switches on
    "status and role from the database": "read the account",
    "HEAD is a GET": "HEAD is a GET",
    "fields by role": "fields by role",
}


CELLS_A_FRAME = 2


def matrix(name: str = "naive") -> AccessColumns:
    """Try every cell on a mixture and show it live, with guards to switch on; return the columns."""
    return Panel(name).show()


class Panel:
    """Boxes for guards, a button, the figure, and the figure in one sentence."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.boxes = {
            guard: ipywidgets.Checkbox(False, description=words, indent=False)
            for words, guard in KNOBS.items()
        }
        self.button = ipywidgets.Button(description="Run", icon="play", button_style="primary")
        self.button.on_click(lambda _: self.run())
        self.knobs = Knobs(self.boxes, self.button)
        self.words = ipywidgets.HTML()
        self.place: Any = None

    def show(self) -> AccessColumns:
        """Put everything into the notebook and fill the matrix once."""
        if self.name == "naive":
            shown(self.knobs.box(), "Three boxes and a button.")
        columns = self.run()
        shown(self.words, columns.sentence())
        return columns

    def run(self) -> AccessColumns:
        """Try every cell with the guards that are switched on; the figure moves meanwhile."""
        self.button.disabled, self.words.value = True, ""
        try:
            columns = self.knobs.latest(self._run())
        finally:
            self.button.disabled = False
        self.words.value = say(columns.sentence())
        return columns

    def _run(self) -> AccessColumns:
        from labapp.plots.access import AccessFigure

        figure = AccessFigure(columns := empty())
        self.place = figure.show(self.place)
        from labapp.probes.auth.matrix import cells  # the backend loads here, when the axes are on the screen

        from ..targets.target import in_lab

        with in_lab(self._services()) as target:
            for number, cell in enumerate(cells(target)):
                enter(columns, cell)
                if number % CELLS_A_FRAME == 0:
                    figure.update()
        figure.leave()
        return columns

    def _services(self) -> Any:
        from ..targets.mixture import mixture
        from .guards import GUARDS, guarded

        services, ticked = mixture(self.name), self.knobs.values()
        chosen = [guard for guard in GUARDS if ticked.get(guard.name)]
        return replace(services, authorize=guarded(services.authorize, chosen))


def empty() -> AccessColumns:
    """Return a matrix in which nothing was tried; only the learner's marks are there."""
    return AccessColumns(ACTORS, tuple(ACTIONS), {}, marked())


def enter(columns: AccessColumns, cell: Cell) -> None:
    """Write one cell down."""
    columns.wrong[cell.actor, cell.action] = cell.wrong


def replay(seen: dict[str, Any]) -> None:
    """Show a matrix that was filled elsewhere, column by column."""
    from labapp.plots.access import AccessFigure

    actions = tuple(dict.fromkeys(each["action"] for each in seen["cells"]))
    figure = AccessFigure(columns := replace(empty(), actions=actions, marked=frozenset()))
    figure.show()
    for number, each in enumerate(seen["cells"]):
        enter(columns, Cell(**each))
        if number % CELLS_A_FRAME == 0:
            figure.update()
    figure.leave()
    shown(ipywidgets.HTML(say(columns.sentence())), columns.sentence())
