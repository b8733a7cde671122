"""The morning at the till: euros that were paid or refunded twice, and what happened meanwhile."""

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import MorningColumns

QUESTION = "How many euros were paid or refunded twice?"


class MorningFigure(LiveFigure):
    """Above, euros too much, summed up; below, a strip: replies lost, and refunds that met."""

    columns: MorningColumns

    words_may_grow = 1.12

    def __init__(self, columns: MorningColumns, highest: float) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 5.0), dpi=100, layout="constrained")
            above, below = figure.subplots(2, 1, sharex=True, height_ratios=[5, 1])
            _draw_frame(above, below, columns, highest)
            (self.paid,) = above.plot([], [], color=style.BLUE, drawstyle="steps-post", clip_on=False)
            (self.refunded,) = above.plot(
                [], [], color=style.VERMILLION, linestyle="--", drawstyle="steps-post", clip_on=False
            )
            (self.lost,) = below.plot([], [], "x", color=style.BLUE, markersize=7, markeredgewidth=2.0)
            (self.met,) = below.plot([], [], "D", color=style.VERMILLION, markersize=6)
            self.names = [
                above.annotate("", (0, 0), (-4, 5), textcoords="offset points", ha="right", color=colour)
                for colour in (style.BLUE_WORDS, style.VERMILLION_WORDS)
            ]
            self.booked = above.text(0.015, 0.97, "", va="top", transform=above.transAxes)
        lines = (self.paid, self.refunded, self.lost, self.met)
        super().__init__(figure, (*lines, *self.names, self.booked), QUESTION)

    def update(self, columns: MorningColumns | None = None) -> None:
        """Draw what the columns hold by now, or other columns on the same axes."""
        self.columns = columns or self.columns
        seconds = range(len(self.columns.paid_twice) + 1)
        paid, refunded = [0.0, *self.columns.paid_twice], [0.0, *self.columns.refunded_twice]
        self.paid.set_data(seconds, paid)
        self.refunded.set_data(seconds, refunded)
        self.lost.set_data(self.columns.lost, [1] * len(self.columns.lost))
        self.met.set_data(self.columns.met, [0] * len(self.columns.met))
        self.booked.set_text(self.columns.booked())
        self._name(seconds[-1], paid[-1], refunded[-1])
        self.draw()

    def _name(self, second: int, paid: float, refunded: float) -> None:
        """Write both sums over the ends of their lines; where they would meet, one under the other."""
        meet = abs(paid - refunded) < 0.08 * self.paid.axes.get_ylim()[1]
        texts = (f"paid twice: {paid:,.2f} €", f"refunded twice: {refunded:,.2f} €")
        lifts = ((24 if meet and paid >= refunded else 5), (24 if meet and paid < refunded else 5))
        for name, text, value, lift in zip(self.names, texts, (paid, refunded), lifts, strict=True):
            name.set_text(text)
            name.xy = (max(second, 14), max(paid, refunded) if meet else value)
            name.set_position((-4, lift))


def _draw_frame(above: Axes, below: Axes, columns: MorningColumns, highest: float) -> None:
    above.set_title(QUESTION)
    above.set(ylim=(0, highest), ylabel="euros too much,\nadded up")
    above.yaxis.set_major_formatter("{x:,.0f}")
    below.set(ylim=(-0.7, 1.7), xlim=(0, columns.seconds_in_all), xlabel="seconds")
    below.set_yticks([0, 1], ["two refunds at once", "reply lost"])
    below.spines["left"].set_visible(False)
    below.tick_params(axis="y", length=0)


def plotted(figure: MorningFigure) -> dict[str, list[Any]]:
    """Return what the picture really shows, for comparison with its table."""
    return {
        "paid_twice": list(figure.paid.get_ydata())[1:],
        "refunded_twice": list(figure.refunded.get_ydata())[1:],
        "lost": list(figure.lost.get_xdata()),
        "met": list(figure.met.get_xdata()),
    }
