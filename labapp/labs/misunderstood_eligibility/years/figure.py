"""The years replayed: how often two rules agree, what they lose, and whom the newer one wrongs."""

from itertools import accumulate
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import MONTHS, YearsColumns

ROOM_YEARS = 2.6
"""Room for the names, right of the present."""


class YearsFigure(LiveFigure):
    """Above, how much is decided alike; then euros lost by both rules; below, a cross for each person."""

    columns: YearsColumns

    def __init__(self, columns: YearsColumns) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 5.6), dpi=100, layout="constrained")
            above, middle, below = figure.subplots(3, 1, sharex=True, height_ratios=[0.35, 4, 1.3])
            _draw_frame((above, middle, below), columns)
            (self.alike,) = above.plot([], [], color=style.GREEN, linewidth=3)
            (self.lost,) = middle.plot([], [], color=style.VERMILLION, drawstyle="steps-post", linewidth=2.6)
            (self.before,) = middle.plot([], [], color=style.BLUE, drawstyle="steps-post", linestyle="--")
            (self.wronged,) = below.plot([], [], "x", color=style.VERMILLION, markersize=6, clip_on=False)
            self.wronged.set_markeredgewidth(1.8)
            self.names = (
                _name(above, style.GREEN_WORDS, va="center"),
                _name(middle, style.VERMILLION_WORDS, va="bottom"),
                _name(middle, style.BLUE_WORDS, va="top"),
                _name(below, style.VERMILLION_WORDS, va="center"),
            )
        moving = (self.alike, self.lost, self.before, self.wronged, *self.names)
        for artist in moving:
            artist.set_in_layout(False)
        super().__init__(figure, moving, columns.question)

    def update(self, columns: YearsColumns | None = None) -> None:
        """Draw these columns; without any, all of them."""
        columns = columns or self.columns
        months = range(1, len(columns.visits) + 1)
        when = [columns.first_year + month / MONTHS for month in months]
        visits, alike = accumulate(columns.visits), accumulate(columns.alike)
        shares = [100 * same / max(1, all_of_them) for all_of_them, same in zip(visits, alike, strict=True)]
        self.alike.set_data(when, shares)
        for line, euros in ((self.lost, columns.lost), (self.before, columns.lost_before)):
            line.set_data(when, list(accumulate(euros)))
        crosses = [(x, n + 1) for x, many in zip(when, columns.wronged, strict=True) for n in range(many)]
        self.wronged.set_data([x for x, _ in crosses], [y for _, y in crosses])
        if when:
            self._say(columns, when[-1])
        self.draw()

    def _say(self, columns: YearsColumns, now: float) -> None:
        lost, before = sum(columns.lost), sum(columns.lost_before)
        said = (
            (f"{columns.alike_percent:.2f} % alike", columns.alike_percent),
            (f"{columns.newer}\n{lost:,} €", lost),
            (f"{columns.older}\n{before:,} €", before),
            (_people(sum(columns.wronged)), 1),
        )
        for name, (text, height) in zip(self.names, said, strict=True):
            name.set_text(text)
            name.xy = (now, height)


def _people(many: int) -> str:
    return "1 person" if many == 1 else f"{many:,} people"


def _name(axes: Axes, colour: str, va: str) -> Any:
    look: dict[str, Any] = {"color": colour, "va": va, "annotation_clip": False, "fontsize": 11}
    return axes.annotate("", (0, 0), (8, 0), textcoords="offset points", **look)


def _draw_frame(panels: tuple[Axes, Axes, Axes], columns: YearsColumns) -> None:
    above, middle, below = panels
    above.set_title(columns.question)
    above.set(ylim=(0, 125))
    above.set_yticks([0, 100], ["0 %", "100 %"], fontsize=9.5)
    highest = max(sum(columns.lost), sum(columns.lost_before), 1)
    middle.set(ylim=(-0.14 * highest, 1.12 * highest), ylabel="euros lost,\nadded up")
    middle.yaxis.set_major_formatter("{x:,.0f}")
    most = max([*columns.wronged, 3])
    last = columns.first_year + columns.years_in_all
    below.set(ylim=(0.2, most + 0.8), xlim=(columns.first_year, last + ROOM_YEARS), ylabel="people\nwronged")
    below.set_yticks([1, most])
    below.set_xticks(
        range(columns.first_year, last + 1), [str(y) for y in range(columns.first_year, last + 1)]
    )
    for axes in (middle, above):
        axes.grid(axis="x", color=style.SHADE)
        axes.set_axisbelow(True)


def plotted(figure: YearsFigure) -> dict[str, list[Any]]:
    """Return what the picture really shows, for comparison with its table."""
    lines = {"alike": figure.alike, "lost": figure.lost, "before": figure.before}
    shown: dict[str, list[Any]] = {name: [float(y) for y in line.get_ydata()] for name, line in lines.items()}
    return {**shown, "wronged": [float(x) for x in figure.wronged.get_xdata()]}
