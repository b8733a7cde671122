"""Receipts over time, and at the right edge how many loans there must be by today."""

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from . import style
from .live import LiveFigure
from .receipt_columns import ReceiptColumns

QUESTION = "How big is this library, going by my receipts?"
HIGHEST, LONGEST_DAYS = 1_500, 248
EDGE_DAYS = 14
LOWEST_WORDS = 680
Interval = tuple[float, float, float]
NOTHING_KNOWN: Interval = (0, HIGHEST / 2, HIGHEST)


class ReceiptFigure(LiveFigure):
    """Receipts as points, a rate through them, an interval that closes in, and the true count in the end."""

    def __init__(self, columns: ReceiptColumns) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 4.8), dpi=100, layout="constrained")
            axes = figure.subplots()
            _draw_frame(axes)
            (self.truth,) = axes.plot([], [], color=style.GREEN, linestyle="--", linewidth=1.6)
            (self.rate,) = axes.plot([], [], color=style.BLUE, linewidth=1.4)
            (self.receipts,) = axes.plot([], [], "s", color=style.BLUE, markersize=9)
            (self.blank,) = axes.plot([], [], "x", color=style.BLUE, markersize=9, markeredgewidth=2.4)
            (self.bar,) = axes.plot([], [], color=style.VERMILLION, linewidth=5, solid_capstyle="butt")
            (self.middle,) = axes.plot([], [], "D", color=style.VERMILLION, markersize=10)
            self.words = {name: _words(axes, **how) for name, how in WORDS.items()}
        lines = (self.truth, self.rate, self.bar, self.middle, self.receipts, self.blank)
        super().__init__(figure, (*lines, *self.words.values()), QUESTION)

    def leave(self) -> None:
        """Draw the end of the story and leave it as a static picture."""
        self.update()
        self.finish(f"{QUESTION} {self.columns.sentence()}")

    def update(self, columns: ReceiptColumns | None = None) -> None:
        """Draw all that the columns hold, with the true count, or other columns on the same axes."""
        self.columns = columns or self.columns
        self.open()
        self.truth.set_data([-LONGEST_DAYS, 2 * EDGE_DAYS], [self.columns.counted] * 2)
        self._say(
            "truth", -LONGEST_DAYS, self.columns.counted, f"the library counts {self.columns.counted:,}"
        )
        self._draw_rate(1.0)
        self.draw()

    def open(self, before: Interval | None = None, share: float = 1.0) -> None:
        """Draw the receipts so far; the interval is on its way from the one before, by this share."""
        told = self.columns.told
        self.receipts.set_data([-days for days, _ in told], [number for _, number in told])
        blank = [-days for days, number in zip(self.columns.days_ago, self.columns.numbers, strict=True)
                 if number is None]  # fmt: skip
        self.blank.set_data(blank, [HIGHEST * 0.04] * len(blank))
        if blank:
            self._say("receipts", max(blank), HIGHEST * 0.17, "receipts without a number")
        elif told:
            self._say("receipts", -told[-1][0], told[-1][1], f"my receipt no. {told[-1][1]:,}")
        now = self.interval()
        drawn = [was + (will - was) * share for was, will in zip(before or now, now, strict=True)]
        self.bar.set_data([EDGE_DAYS, EDGE_DAYS], [drawn[0], min(drawn[2], HIGHEST)])
        self.middle.set_data(*(([EDGE_DAYS], [drawn[1]]) if told else ([], [])))
        self._say(
            "interval", EDGE_DAYS, min(max(drawn[2], LOWEST_WORDS), HIGHEST * 0.92), self._interval_in_words()
        )

    def grow(self, share: float) -> None:
        """Draw the rate from the first receipt to today, by this share of the way."""
        self._draw_rate(share)
        self.draw()

    def interval(self) -> Interval:
        """Return at least, estimate and at most, as far as the receipts say."""
        if self.columns.guessed:
            return self.columns.guessed[-1]
        return (len(self.columns.ids), HIGHEST / 2, HIGHEST)

    def _draw_rate(self, share: float) -> None:
        per_day = self.columns.per_day
        if per_day is None:
            return
        began, first = self.columns.told[0]
        passed = began * share
        self.rate.set_data([-began, passed - began], [first, first + per_day * passed])
        self._say("rate", -began / 2, first + per_day * began / 2, f"{per_day:.1f} loans a day")

    def _interval_in_words(self) -> str:
        if not self.columns.guessed:
            return f"{len(self.columns.ids)} or more,\nnothing else is known"
        low, middle, high = self.columns.guessed[-1]
        return f"about {middle:,.0f} loans,\n{low:,} to {high:,}"

    def _say(self, name: str, x: float, y: float, text: str) -> None:
        self.words[name].xy = (x, y)
        self.words[name].set_text(text)


WORDS: dict[str, dict[str, Any]] = {
    "receipts": {"offset": (0, -22), "color": style.BLUE_WORDS, "ha": "center"},
    "rate": {"offset": (-8, 6), "color": style.BLUE_WORDS, "ha": "right"},
    "interval": {"offset": (-10, 0), "color": style.VERMILLION_WORDS, "ha": "right", "va": "center"},
    "truth": {"offset": (4, 5), "color": style.GREEN_WORDS, "ha": "left"},
}


def _words(axes: Axes, offset: tuple[int, int], **how: Any) -> Any:
    return axes.annotate("", (0, 0), offset, textcoords="offset points", annotation_clip=False, **how)


def _draw_frame(axes: Axes) -> None:
    axes.set_title(QUESTION)
    axes.set(xlim=(-LONGEST_DAYS, 2 * EDGE_DAYS), ylim=(0, HIGHEST), ylabel="loans made")
    axes.axvspan(0, 2 * EDGE_DAYS, color=style.SHADE, zorder=0)
    axes.set_xticks([-240, -180, -120, -60, 0], ["240 days ago", "180", "120", "60", "today"])
    axes.yaxis.set_major_formatter("{x:,.0f}")


def plotted(figure: ReceiptFigure) -> dict[str, list[Any]]:
    """Return what the picture really shows, for comparison with its table."""
    lines: dict[str, Any] = {
        "numbers": figure.receipts,
        "without": figure.blank,
        "bar": figure.bar,
        "estimate": figure.middle,
        "counted": figure.truth,
    }
    return {name: list(line.get_ydata()) for name, line in lines.items()}
