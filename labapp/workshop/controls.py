"""What a figure is run with: controls, the button that runs it, and a note when the figure is older."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import ipywidgets

from .widgets import paragraph

Columns = TypeVar("Columns")


class Controls:
    """Sliders, boxes or a list above a button: what they say, and a note when they were moved since.

    A press on the button can overtake the last move: ipywidgets holds a slider's values back while the
    kernel is busy. So the figure may be one of a moment before, and then the note says so.
    """

    def __init__(self, widgets: Mapping[str, Any], button: ipywidgets.Button) -> None:
        self.widgets, self.button = widgets, button
        self.note = ipywidgets.HTML()
        self.drawn: dict[str, Any] | None = None
        self.seen: Any = None
        for one in widgets.values():
            one.observe(lambda _: self._look(), "value")

    def box(self) -> ipywidgets.VBox:
        """Return them, the button below, and the note."""
        return ipywidgets.VBox([*self.widgets.values(), self.button, self.note])

    def words(self) -> str:
        """Name them, with what they can say, for wherever they do not live."""
        named = [f"{one.description}{_limits(one)}" for one in self.widgets.values()]
        return f"To set: {'; '.join(named)}. A button: {self.button.description}."

    def values(self) -> dict[str, Any]:
        """Return what they say now, by name, to be drawn."""
        self.drawn = self._now()
        self._look()
        return self.drawn

    def latest(self, columns: Columns) -> Columns:
        """Keep what was drawn; whoever holds the columns of the first run sees those of the last in them."""
        if self.seen is None:
            self.seen = columns
        vars(self.seen).update(vars(columns))
        return cast(Columns, self.seen)

    def _now(self) -> dict[str, Any]:
        return {name: one.value for name, one in self.widgets.items()}

    def _look(self) -> None:
        moved = self.drawn not in (None, self._now())
        self.note.value = paragraph(f"Moved since. Press {self.button.description}.") if moved else ""


def _limits(one: Any) -> str:
    if isinstance(one, ipywidgets.Dropdown):
        return f", one of {len(one.options)} (now: {one.label})"
    return f", {one.min} to {one.max}" if isinstance(one, ipywidgets.IntSlider) else ""


def slider(description: str, value: int, limits: tuple[int, int, int]) -> ipywidgets.IntSlider:
    """Return a slider; `limits`: from, to, in steps of."""
    return ipywidgets.IntSlider(
        value, *limits, description=description,
        style={"description_width": "15em"}, layout={"width": "36em"},
    )  # fmt: skip
