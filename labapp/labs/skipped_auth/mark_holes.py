"""Mark the holes before they are shown: a grid of buttons, one for each cell of the access matrix."""

import ipywidgets

from labapp.probes.auth.matrix import ACTIONS
from labapp.probes.auth.stage import ACTORS
from labapp.workshop import kernel_state
from labapp.workshop.widgets import paragraph, show_widget

CELL = {"width": "2.4em", "height": "2.1em", "margin": "1px", "padding": "0"}
INK = "color: var(--jp-content-font-color1)"
HEAD = f"writing-mode: vertical-rl; transform: rotate(180deg); line-height: 1.1; {INK}"


def mark() -> None:
    """Show the grid; what is marked in it is drawn into the matrix that comes next."""
    words = (
        f"A grid of {len(ACTORS)} by {len(ACTIONS)} buttons: who, and what they try. Mark the holes, or none."
    )
    who, what = f"Who: {'; '.join(ACTORS)}.", f"What they try: {'; '.join(ACTIONS)}."
    show_widget(Grid().widget, "\n".join([words, who, what]))


def marked() -> frozenset[tuple[str, str]]:
    """Return the cells that are marked now."""
    return frozenset(_marks())


def _marks() -> set[tuple[str, str]]:
    marks: set[tuple[str, str]] = kernel_state.state_of("05").setdefault("marks", set())
    return marks


class Grid:
    """A toggle for each cell; Tab leads from one to the next, Space marks it."""

    def __init__(self) -> None:
        layout = ipywidgets.Layout(**CELL)
        self.toggles = {
            (actor, action): ipywidgets.ToggleButton(
                (actor, action) in _marks(), tooltip=f"{actor}: {action}", layout=layout
            )
            for actor in ACTORS
            for action in ACTIONS
        }
        self.said = ipywidgets.HTML()
        for place, toggle in self.toggles.items():
            toggle.description = "✗" if toggle.value else ""
            toggle.observe(lambda change, place=place: self.toggle_mark(place), "value")
        columns = f"19em repeat({len(ACTIONS)}, 2.6em)"
        grid = ipywidgets.GridBox(
            self._cells(),
            layout={"grid_template_columns": columns, "width": "max-content", "align_items": "flex-end"},
        )
        self.widget = ipywidgets.VBox([grid, self.said])
        self.count()

    def toggle_mark(self, place: tuple[str, str]) -> None:
        """Keep or drop a mark."""
        toggle = self.toggles[place]
        (_marks().add if toggle.value else _marks().discard)(place)
        toggle.description = "✗" if toggle.value else ""
        self.count()

    def count(self) -> None:
        """Say how many cells are marked."""
        self.said.value = paragraph(f"{len(_marks())} of {len(self.toggles)} cells marked as holes.")

    def _cells(self) -> list[ipywidgets.Widget]:
        heads = [ipywidgets.HTML(f'<div style="{HEAD}">{action}</div>') for action in ACTIONS]
        cells: list[ipywidgets.Widget] = [ipywidgets.HTML(), *heads]
        for actor in ACTORS:
            cells.append(
                ipywidgets.HTML(f'<span style="color: var(--jp-content-font-color1)">{actor}</span>')
            )
            cells += [self.toggles[actor, action] for action in ACTIONS]
        return cells
