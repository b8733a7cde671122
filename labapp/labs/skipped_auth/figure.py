"""The access matrix: a cell for everybody and everything they try; only wrong cells are marked."""

from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import LET_IN, TURNED_AWAY, AccessColumns, Place

QUESTION = "Who gets in, and should not?"
BOX = 20.0
TOTAL: dict[str, Any] = {"ha": "right", "va": "top", "fontsize": 13, "fontweight": "bold"}


class AccessFigure(LiveFigure):
    """A grid: a quiet dot where it is right, a cross or a bar where it is not, a ring where you marked it."""

    columns: AccessColumns

    def __init__(self, columns: AccessColumns) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 5.6), dpi=100, layout="constrained")
            axes = figure.subplots()
            _draw_frame(axes, columns)
            (self.right,) = axes.plot([], [], ".", color=style.QUIET, markersize=4)
            self.let_in = _boxes(axes, style.VERMILLION, "x")
            self.turned_away = _boxes(axes, style.BLUE, "_")
            (self.rings,) = axes.plot(
                [], [], "o", markersize=BOX + 4, markerfacecolor="none", markeredgecolor=style.INK,
                markeredgewidth=2.0,
            )  # fmt: skip
            _explain(axes, marks=bool(columns.marked))
            self.total = axes.text(0.99, 0.985, "", transform=figure.transFigure, **TOTAL)
        lines = (self.right, *self.let_in, *self.turned_away, self.rings)
        super().__init__(figure, (*lines, self.total), QUESTION)

    def update(self) -> None:
        """Draw what the columns hold by now."""
        self.right.set_data(*self._points(self.columns.places("")))
        for kind, lines in ((LET_IN, self.let_in), (TURNED_AWAY, self.turned_away)):
            for line in lines:
                line.set_data(*self._points(self.columns.places(kind)))
        self.rings.set_data(*self._points(sorted(self.columns.marked)))
        self.total.set_text(self.columns.total())
        self.draw()

    def _points(self, places: Iterable[Place]) -> tuple[list[int], list[int]]:
        found = [(self.columns.actions.index(what), self.columns.actors.index(who)) for who, what in places]
        return [x for x, _ in found], [y for _, y in found]


def _boxes(axes: Axes, colour: str, sign: str) -> tuple[Line2D, Line2D]:
    (box,) = axes.plot([], [], "s", color=colour, markersize=BOX)
    (mark,) = axes.plot([], [], sign, color="white", markersize=BOX / 2, markeredgewidth=2.6)
    return box, mark


def _draw_frame(axes: Axes, columns: AccessColumns) -> None:
    across, down = len(columns.actions), len(columns.actors)
    axes.set_title(QUESTION, pad=34)
    axes.set(xlim=(-0.5, across - 0.5), ylim=(down - 0.5, -0.5))
    axes.set_xticks(range(across), columns.actions, rotation=38, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(down), columns.actors)
    for line in range(across + 1):
        axes.axvline(line - 0.5, color=style.SHADE, linewidth=1, zorder=0)
    for line in range(down + 1):
        axes.axhline(line - 0.5, color=style.SHADE, linewidth=1, zorder=0)
    axes.tick_params(length=0, labelcolor=style.INK)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _explain(axes: Axes, *, marks: bool) -> None:
    """Show each sign as it stands in the grid, and what it means."""
    shown: dict[str, tuple[Line2D, ...]] = {
        "right": (_sign(".", 4, style.QUIET),),
        "let in, wrongly": (_sign("s", BOX * 0.75, style.VERMILLION), _sign("x", BOX * 0.4, "white")),
        "turned away, wrongly": (_sign("s", BOX * 0.75, style.BLUE), _sign("_", BOX * 0.4, "white")),
    }
    if marks:
        shown["your mark"] = (_sign("o", BOX * 0.8, style.INK, markerfacecolor="none"),)
    axes.legend(
        list(shown.values()), list(shown), handler_map={tuple: HandlerTuple(ndivide=1)}, ncols=len(shown),
        loc="lower left", bbox_to_anchor=(-0.012, 0.99), frameon=False, borderpad=0.2, handletextpad=0.3,
        columnspacing=1.4, fontsize=11,
    )  # fmt: skip


def _sign(marker: str, size: float, colour: str, **look: Any) -> Line2D:
    look = {"linestyle": "none", "markeredgewidth": 2.0 if marker in "xo_" else 1.0, **look}
    return Line2D([], [], marker=marker, markersize=size, color=colour, **look)


def plotted(figure: AccessFigure) -> dict[str, Sequence[tuple[float, float]]]:
    """Return what the picture really shows, for comparison with its table."""
    lines = {"right": figure.right, "let in": figure.let_in[0], "turned away": figure.turned_away[0]}
    lines["marked"] = figure.rings
    return {
        name: list(zip(line.get_xdata(), line.get_ydata(), strict=True))  # type: ignore[arg-type]
        for name, line in lines.items()
    }
