"""Receipts over time, and at the right edge how many loans there must be by today."""

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import ReceiptColumns

QUESTION = "How big is this library, going by my receipts?"
HIGHEST, LONGEST_DAYS = 1_500, 262
EDGE_DAYS, STRIP_DAYS = 10, 62
MAX_NUMBERED = 3
Interval = tuple[float, float, float]
NOTHING_KNOWN: Interval = (0, HIGHEST / 2, HIGHEST)


class ReceiptFigure(LiveFigure):
    """Receipts as points, a rate through them, an interval that closes in, and the true count in the end."""

    columns: ReceiptColumns

    def __init__(self, columns: ReceiptColumns) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 4.8), dpi=100, layout="constrained")
            axes = figure.subplots()
            _draw_frame(axes)
            (self.truth,) = axes.plot([], [], color=style.GREEN, linestyle="--", linewidth=1.6)
            (self.rate,) = axes.plot([], [], color=style.BLUE, linewidth=1.4)
            (self.receipts,) = axes.plot([], [], "s", color=style.BLUE, markersize=9)
            (self.blank,) = axes.plot([], [], "x", color=style.BLUE, markersize=10, markeredgewidth=2.6)
            (self.bar,) = axes.plot([], [], color=style.VERMILLION, linewidth=5, solid_capstyle="butt")
            (self.open_end,) = axes.plot([], [], "^", color=style.VERMILLION, markersize=13)
            (self.middle,) = axes.plot([], [], "D", color=style.VERMILLION, markersize=10)
            self.words = {name: _words(axes, **how) for name, how in WORDS.items()}
        lines = (self.truth, self.rate, self.bar, self.open_end, self.middle, self.receipts, self.blank)
        for line in lines:
            line.set(in_layout=False, clip_on=line not in (self.blank, self.open_end))
        super().__init__(figure, (*lines, *self.words.values()), QUESTION)

    def update(self, columns: ReceiptColumns | None = None) -> None:
        """Draw all that the columns hold, with the true count, or other columns on the same axes."""
        self.columns = columns or self.columns
        self.open()
        counted = self.columns.counted
        self.truth.set_data([-LONGEST_DAYS, EDGE_DAYS], [counted] * 2)
        self._say("truth", -LONGEST_DAYS, counted, f"the library counts {counted:,}")
        self._draw_rate(1.0)
        self.draw()

    def open(self, before: Interval | None = None, share: float = 1.0) -> None:
        """Draw the receipts so far; the interval is on its way from the one before, by this share."""
        self._draw_receipts()
        now, known = self.interval(), bool(self.columns.guessed)
        low, middle, high = (was + (will - was) * share for was, will in zip(before or now, now, strict=True))
        top = min(high, HIGHEST)
        self.bar.set_data([EDGE_DAYS, EDGE_DAYS], [low, top])
        self.open_end.set_data(*(([EDGE_DAYS], [HIGHEST - 25]) if high >= HIGHEST else ([], [])))
        self.middle.set_data(*(([EDGE_DAYS], [middle]) if known else ([], [])))
        if known:
            self._say("estimate", EDGE_DAYS, middle, f"about {now[1]:,.0f}")
            self._say("interval", EDGE_DAYS, max(top - 60, middle + 170), f"95 %: {now[0]:,}\nto {now[2]:,}")
        else:
            self._say("interval", EDGE_DAYS, 130, f"{len(self.columns.ids)} or more,\nnothing else\nis known")

    def grow(self, share: float) -> None:
        """Draw the rate from the first receipt to the last, by this share of the way."""
        self._draw_rate(share)
        self.draw()

    def interval(self) -> Interval:
        """Return at least, estimate and at most, as far as the receipts say."""
        if self.columns.guessed:
            return self.columns.guessed[-1]
        return (len(self.columns.ids), HIGHEST / 2, HIGHEST)

    def _draw_receipts(self) -> None:
        """Draw the receipts by their numbers; those without one lie on the axis, for they have no height."""
        told = self.columns.told
        self.receipts.set_data([-days for days, _ in told], [number for _, number in told])
        numbered = told if len(told) <= MAX_NUMBERED else [told[0], told[-1]]
        for place, (days, number) in enumerate(numbered):
            self._say(f"receipt {place}", -days, number, f"no. {number:,}")
        pairs = zip(self.columns.days_ago, self.columns.numbers, strict=True)
        blank = [-days for days, number in pairs if number is None]
        self.blank.set_data(blank, [0] * len(blank))
        if blank:
            self._say("blank", max(blank), 0, "my receipts: random ids, no number")

    def _draw_rate(self, share: float) -> None:
        per_day = self.columns.per_day
        if per_day is None:
            return
        (began, first), (ended, _) = self.columns.told[0], self.columns.told[-1]
        passed = (began - ended) * share
        self.rate.set_data([-began, passed - began], [first, first + per_day * passed])
        half = (began - ended) / 2
        self._say("rate", half - began, first + per_day * half, f"my receipts: {per_day:.1f} loans a day")

    def _say(self, name: str, x: float, y: float, text: str) -> None:
        self.words[name].xy = (x, y)
        self.words[name].set_text(text)


BESIDE_BAR: dict[str, Any] = {"offset": (14, 0), "color": style.VERMILLION_WORDS, "va": "center"}
WORDS: dict[str, dict[str, Any]] = {
    **{
        f"receipt {place}": {"offset": (0, 9), "color": style.BLUE_WORDS, "ha": "right", "fontsize": 11}
        for place in range(MAX_NUMBERED)
    },
    "blank": {"offset": (7, 14), "color": style.BLUE_WORDS, "ha": "right"},
    "rate": {"offset": (2, -20), "color": style.BLUE_WORDS},
    "interval": BESIDE_BAR,
    "estimate": {**BESIDE_BAR, "fontweight": "bold"},
    "truth": {"offset": (4, 5), "color": style.GREEN_WORDS},
}


def _words(axes: Axes, offset: tuple[int, int], **how: Any) -> Any:
    how = {"textcoords": "offset points", "annotation_clip": False, "in_layout": False, **how}
    return axes.annotate("", (0, 0), offset, **how)


def _draw_frame(axes: Axes) -> None:
    axes.set_title(QUESTION)
    axes.set(xlim=(-LONGEST_DAYS, STRIP_DAYS), ylim=(0, HIGHEST), ylabel="loans made so far")
    axes.axvspan(0, STRIP_DAYS, color=style.SHADE, zorder=0)
    axes.text(STRIP_DAYS / 2, HIGHEST * 1.015, "my estimate", ha="center", va="bottom", color=style.INK)
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
