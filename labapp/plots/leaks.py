"""The matrix of leaks: secrets against sinks; a cell lights up when a secret is found there."""

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from . import style
from .leak_columns import CLEAN, KINDS, SINKS, LeakColumns
from .live import LiveFigure

QUESTION = "Where do six secrets turn up?"
LIT: Any = {"color": "white", "fontweight": "bold"}
UNLIT: Any = {"color": style.QUIET, "fontweight": "normal"}
COUNTER: Any = {"ha": "right", "va": "top", "fontsize": 13, "fontweight": "bold"}


class LeakFigure(LiveFigure):
    """A row for each secret, a column for each sink, and a counter for a thousand requests."""

    def __init__(self, columns: LeakColumns) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 4.7), dpi=100, layout=ConstrainedLayoutEngine(h_pad=0.1))
            axes = figure.subplots()
            _draw_frame(axes)
            places = [(kind, sink) for kind in KINDS for sink in SINKS]
            for place in places:
                _cell(axes, place, style.SHADE)
                _words(axes, place, text=CLEAN, **UNLIT)
            self.cells = {place: _cell(axes, place, style.SHADE) for place in places}
            self.words = {place: _words(axes, place) for place in places}
            for artist in (*self.cells.values(), *self.words.values()):
                artist.set_visible(False)
            self.counter = axes.text(1.0, -0.04, "", transform=axes.transAxes, **COUNTER)
        super().__init__(figure, (*self.cells.values(), *self.words.values(), self.counter), QUESTION)

    def update(self, columns: LeakColumns | None = None) -> None:
        """Draw what the columns hold by now."""
        self.columns = columns or self.columns
        for place, words in self.words.items():
            shown = self.columns.shown(*place)
            lit, found = shown.startswith("✗"), shown != CLEAN
            words.set(text=shown, visible=found, **LIT if lit else UNLIT)
            self.cells[place].set(facecolor=style.VERMILLION_WORDS if lit else style.SHADE, visible=found)
        leaks = sum(self.columns.leaks().values())
        each = f"{self.columns.per_thousand:,} for each thousand requests"
        self.counter.set_text(f"{leaks} secrets in {self.columns.requests} requests: {each}")
        self.draw()

    def leave(self) -> None:
        """Draw the end of the story and leave it as a static picture."""
        self.update()
        self.finish(f"{QUESTION} {self.columns.sentence()}")


def _draw_frame(axes: Axes) -> None:
    axes.set_title(QUESTION, pad=34)
    axes.set_xlabel("✗ 7: seven entries of this log hold it", loc="left", color=style.QUIET, labelpad=8)
    axes.set(xlim=(0, len(SINKS)), ylim=(len(KINDS), 0))
    axes.set_xticks([number + 0.5 for number in range(len(SINKS))], list(SINKS.values()))
    axes.set_yticks([number + 0.5 for number in range(len(KINDS))], list(KINDS))
    axes.tick_params(length=0, labelsize=12, labelcolor=style.INK, labeltop=True, labelbottom=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _cell(axes: Axes, place: tuple[str, str], colour: str) -> Rectangle:
    x, y = _middle(place)
    cell = Rectangle((x - 0.47, y - 0.46), 0.94, 0.92, facecolor=colour)
    axes.add_patch(cell)
    return cell


def _words(axes: Axes, place: tuple[str, str], text: str = "", **look: Any) -> Text:
    return axes.text(*_middle(place), text, ha="center", va="center", fontsize=13, **look)


def _middle(place: tuple[str, str]) -> tuple[float, float]:
    kind, sink = place
    return list(SINKS).index(sink) + 0.5, KINDS.index(kind) + 0.5


def plotted(figure: LeakFigure) -> dict[tuple[str, str], str]:
    """Return what the picture really shows, for comparison with its table."""
    return {
        place: words.get_text() if words.get_visible() else CLEAN for place, words in figure.words.items()
    }
