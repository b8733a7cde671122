"""The storm: calls offered to Carrier, and whether anybody can still list the tools."""

from collections.abc import Sequence
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .. import style
from ..live_figure import LiveFigure
from .table_and_sentence import StormColumns

QUESTION = "Can anybody still list the tools?"
SERVED = "what Carrier can serve"


class StormFigure(LiveFigure):
    """Above, calls offered against what Carrier can serve; below, a strip: answered or not."""

    columns: StormColumns

    words_may_grow = 1.35

    def __init__(self, columns: StormColumns, highest: float, **size: Any) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(**{"figsize": (9.6, 5.0), "dpi": 100, **size}, layout="constrained")
            above, below = figure.subplots(2, 1, sharex=True, height_ratios=[5, 1])
            _draw_frame(above, below, columns, highest)
            (self.line,) = above.plot([], [], color=style.BLUE, drawstyle="steps-post")
            (self.yes,) = below.plot([], [], "s", color=style.BLUE, markersize=6)
            (self.no,) = below.plot([], [], "x", color=style.VERMILLION, markersize=7, markeredgewidth=2.4)
        super().__init__(figure, (self.line, self.yes, self.no), QUESTION)

    def update(self, columns: StormColumns | None = None) -> None:
        """Draw what the columns hold by now, or other columns on the same axes."""
        self.columns = columns or self.columns
        offered, answered = self.columns.offered, self.columns.answered
        self.line.set_data(range(len(offered)), offered)
        asked = range(len(answered))
        self.yes.set_data([s + 0.5 for s in asked if answered[s]], [1] * sum(answered))
        self.no.set_data([s + 0.5 for s in asked if not answered[s]], [0] * (len(answered) - sum(answered)))
        self.draw()


def _draw_frame(above: Axes, below: Axes, columns: StormColumns, highest: float) -> None:
    begins, ends = columns.outage
    for axes in (above, below):
        axes.axvspan(begins, ends, color=style.SHADE, zorder=0)
    above.set_title(QUESTION)
    above.set(ylim=(0, highest), ylabel="calls to Carrier\nper second")
    above.yaxis.set_major_formatter("{x:,.0f}")
    above.axhline(columns.capacity_per_second, color=style.VERMILLION, linestyle="--", linewidth=1.6)
    _label(
        above,
        (columns.seconds_in_all, columns.capacity_per_second),
        SERVED,
        color=style.VERMILLION_WORDS,
        ha="right",
    )
    _label(above, ((begins + ends) / 2, highest * 0.93), "Carrier is down", color=style.QUIET, ha="center")
    below.set(ylim=(-0.7, 1.7), xlim=(0, columns.seconds_in_all), xlabel="seconds")
    below.set_yticks([0, 1], ["no answer", "list of tools"])
    below.spines["left"].set_visible(False)
    below.tick_params(axis="y", length=0)


def _label(axes: Axes, point: tuple[float, float], text: str, **style_of_text: Any) -> None:
    axes.annotate(text, point, (0, 4), textcoords="offset points", va="bottom", **style_of_text)


def plotted(figure: StormFigure) -> dict[str, Sequence[float]]:
    """Return what the picture really shows, for comparison with its table."""
    return {
        "offered": list(figure.line.get_ydata()),
        "answered": list(figure.yes.get_xdata()),
        "silent": list(figure.no.get_xdata()),
    }
