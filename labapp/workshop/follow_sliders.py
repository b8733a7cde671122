"""A figure that follows its sliders: no button, no waiting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import ipywidgets

from .widgets import Columns, paragraph, show_widget

if TYPE_CHECKING:
    from labapp.figures.live_figure import LiveFigure


def follow(
    controls: Mapping[str, ipywidgets.IntSlider], figure: LiveFigure, columns_at: Callable[..., Columns]
) -> None:
    """Show the sliders, the figure, and the figure in one sentence; both follow every move.

    `columns_at` is called with the sliders' values by their names in `controls`.
    """
    words = ipywidgets.HTML()

    def draw(*_: object) -> str:
        now = columns_at(**{name: control.value for name, control in controls.items()})
        figure.update(now)
        words.value = paragraph(now.sentence())
        figure.leave_picture()
        return now.sentence()

    limits = [f"{each.description}, {each.min} to {each.max}" for each in controls.values()]
    kind = "A slider" if len(controls) == 1 else "Sliders"
    show_widget(ipywidgets.VBox(list(controls.values())), f"{kind}: {'; '.join(limits)}.")
    figure.show()
    show_widget(words, draw())
    for control in controls.values():
        control.observe(draw, "value")
