"""Incident day: four costs, each in its own unit on its own axis, while the day runs."""

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import METRICS, UNITS, DayColumns

QUESTION = "What does this Monday cost?"
HIGHEST = {"people": 30, "money": 125, "uptime": 20, "log": 160}
"""Room for the dearest of all 64 days, so that two days can be laid side by side."""
ROOM_SECONDS = 50
NINE = 9 * 60


class DayFigure(LiveFigure):
    """A lane for each cost: this day in full, the day with nothing merged as a dashed line."""

    columns: DayColumns

    words_may_grow = 1.12

    def __init__(self, columns: DayColumns, before: DayColumns | None = None) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 6.2), dpi=100, layout="constrained")
            lanes = figure.subplots(len(METRICS), 1, sharex=True)
            lanes[0].set_title(f"{QUESTION} ({columns.called})")
            for axes, name in zip(lanes, METRICS, strict=True):
                _draw_lane(axes, columns, name)
                _draw_before(axes, before, name)
            self.lines = [axes.plot([], [], color=style.VERMILLION, linewidth=3)[0] for axes in lanes]
            self.numbers = [_number(axes, columns.seconds_in_all) for axes in lanes]
            _draw_clock(lanes, columns)
        moving = (*self.lines, *self.numbers)
        for artist in moving:
            artist.set_in_layout(False)
        super().__init__(figure, moving, QUESTION)

    def update(self) -> None:
        """Draw what the columns hold by now."""
        for line, number, name in zip(self.lines, self.numbers, METRICS, strict=True):
            seen = [0, *getattr(self.columns, name)]
            line.set_data(range(len(seen)), seen)
            number.set_text(f"{seen[-1]:,.0f}{' €' if name == 'money' else ''}")
        self.draw()


def _draw_lane(axes: Axes, columns: DayColumns, name: str) -> None:
    axes.axvspan(*columns.outage, color=style.SHADE, zorder=0)
    axes.set(ylim=(0, HIGHEST[name]), xlim=(0, columns.seconds_in_all + ROOM_SECONDS))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_bounds(0, columns.seconds_in_all)
    place = columns.seconds_in_all + 3, HIGHEST[name] * 0.04
    axes.text(*place, UNITS[name], color=style.QUIET, fontsize=11, va="bottom")


def _draw_before(axes: Axes, before: DayColumns | None, name: str) -> None:
    if before is not None:
        seen = [0, *getattr(before, name)]
        axes.plot(range(len(seen)), seen, color=style.QUIET, linestyle="--", linewidth=1.6)
        place = before.seconds_in_all + 3, HIGHEST[name] * 0.76
        said = f"– –  {before.called}: {seen[-1]:,.0f}"
        axes.text(*place, said, color=style.QUIET, fontsize=11, va="bottom")


def _number(axes: Axes, seconds: int) -> Any:
    place = seconds + 3, axes.get_ylim()[1] * 0.34
    return axes.text(*place, "0", color=style.VERMILLION_WORDS, fontsize=23, weight="bold", va="bottom")


def _draw_clock(lanes: Any, columns: DayColumns) -> None:
    middle, top = sum(columns.outage) / 2, HIGHEST[METRICS[0]] * 0.86
    lanes[0].text(middle, top, "Carrier is down", color=style.QUIET, ha="center", va="center")
    ticks = range(0, columns.seconds_in_all + 1, 20)
    clock = [f"{(NINE * 60 + second) // 3600:02}:{second // 60:02}:{second % 60:02}" for second in ticks]
    lanes[-1].set_xticks(list(ticks), clock)


def plotted(figure: DayFigure) -> dict[str, list[float]]:
    """Return what the picture really shows, for comparison with its columns."""
    drawn = zip(METRICS, figure.lines, strict=True)
    return {name: [float(y) for y in line.get_ydata()][1:] for name, line in drawn}
