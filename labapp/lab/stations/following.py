"""A figure that follows its sliders: no button, no waiting."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import ipywidgets

from .widgets import say, shown


class Columns(Protocol):
    """What a figure shows; it can be told in one sentence."""

    def sentence(self) -> str:
        """Return the figure as one sentence."""


class Following(Protocol):
    """A live figure that can be given other columns."""

    question: str

    def show(self) -> Any:
        """Put it into the notebook."""

    def update(self, columns: Any) -> None:
        """Draw other columns."""

    def leave_picture(self, words: str) -> None:
        """Leave this frame as a static picture."""


def slider(description: str, value: int, limits: tuple[int, int, int]) -> ipywidgets.IntSlider:
    """Return a slider; `limits`: from, to, in steps of."""
    return ipywidgets.IntSlider(
        value, *limits, description=description,
        style={"description_width": "15em"}, layout={"width": "36em"},
    )  # fmt: skip


def follow(
    knobs: Mapping[str, ipywidgets.IntSlider], figure: Following, columns_at: Callable[..., Columns]
) -> None:
    """Show the sliders, the figure, and the figure in one sentence; both follow every move.

    `columns_at` is called with the sliders' values by their names in `knobs`.
    """
    words = ipywidgets.HTML()

    def draw(*_: object) -> str:
        now = columns_at(**{name: knob.value for name, knob in knobs.items()})
        figure.update(now)
        words.value = say(now.sentence())
        figure.leave_picture(f"{figure.question} {now.sentence()}")
        return now.sentence()

    limits = [f"{knob.description}, {knob.min} to {knob.max}" for knob in knobs.values()]
    kind = "A slider" if len(knobs) == 1 else "Sliders"
    shown(ipywidgets.VBox(list(knobs.values())), f"{kind}: {'; '.join(limits)}.")
    figure.show()
    shown(words, draw())
    for knob in knobs.values():
        knob.observe(draw, "value")
