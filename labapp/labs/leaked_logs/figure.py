"""The matrix of leaks: secrets against sinks; a cell lights up when a secret is found there."""

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import ALL_ENTRIES, CLEAN, KINDS, SINKS, LeakColumns

QUESTION = "Where do six secrets turn up?"
LIT: Any = {"color": "white", "fontweight": "bold"}
UNLIT: Any = {"color": style.QUIET, "fontweight": "normal"}
SENT: Any = {"color": style.BLUE_WORDS, "fontweight": "normal"}
FACES = {
    # how a cell begins: how it is filled, and its edge
    "✗": (style.VERMILLION_WORDS, style.VERMILLION_WORDS, LIT),
    "n": ("white", style.BLUE, SENT),
    CLEAN: (style.SHADE, style.SHADE, UNLIT),
}
COUNTER: Any = {"va": "top", "fontsize": 13, "fontweight": "bold"}
KEY: Any = {"va": "top", "fontsize": 11, "color": style.QUIET}


class LeakFigure(LiveFigure):
    """A row for each secret, a column for each sink, and a counter for a thousand requests."""

    columns: LeakColumns

    def __init__(self, columns: LeakColumns) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 5.4), dpi=100, layout=ConstrainedLayoutEngine(h_pad=0.1))
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
            self.written = {sink: _words(axes, (ALL_ENTRIES, sink), color=style.INK) for sink in SINKS}
            self.counter = axes.text(0.0, -0.03, "", transform=axes.transAxes, **COUNTER)
            self.key = axes.text(0.0, -0.105, "", transform=axes.transAxes, **KEY)
        words = (*self.words.values(), *self.written.values(), self.counter, self.key)
        super().__init__(figure, (*self.cells.values(), *words), QUESTION)

    def update(self, columns: LeakColumns | None = None) -> None:
        """Draw what the columns hold by now."""
        self.columns = columns or self.columns
        for place, words in self.words.items():
            shown = self.columns.shown(*place)
            fill, edge, look = FACES[shown[0]]
            words.set(text=shown, visible=shown != CLEAN, **look)
            self.cells[place].set(facecolor=fill, edgecolor=edge, visible=shown != CLEAN)
        for written, words in zip(self.columns.entries, self.written.values(), strict=True):
            words.set_text(f"{written:,}")
        self.counter.set_text(self.columns.counter())
        self.key.set_text(self.columns.key())
        self.draw()


def _draw_frame(axes: Axes) -> None:
    axes.set_title(QUESTION, pad=34)
    axes.set_xlabel("\n\n\n")  # room for the counter and the key
    axes.set(xlim=(0, len(SINKS)), ylim=(len(KINDS) + 1, 0))
    axes.set_xticks([number + 0.5 for number in range(len(SINKS))], list(SINKS.values()))
    axes.set_yticks([number + 0.5 for number in range(len(KINDS) + 1)], [*KINDS, ALL_ENTRIES])
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
    return list(SINKS).index(sink) + 0.5, [*KINDS, ALL_ENTRIES].index(kind) + 0.5


def plotted(figure: LeakFigure) -> dict[tuple[str, str], str]:
    """Return what the picture really shows, for comparison with its table."""
    cells = {
        place: words.get_text() if words.get_visible() else CLEAN for place, words in figure.words.items()
    }
    return {**cells, **{(ALL_ENTRIES, sink): words.get_text() for sink, words in figure.written.items()}}
