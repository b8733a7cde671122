"""The whole receipt as a strip of till paper: six families, a square for each probe, four costs, no total."""

from typing import Any

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from ..table_and_sentence import METRICS, UNITS
from .table_and_sentence import SIDES, Line, WholeColumns

QUESTION = "What broke first? The whole receipt."
WIDE, HIGH, TEETH = 9.6, 10.0, 48
LEFT, RIGHT = 0.75, WIDE - 0.75
STRIP = {"naive": 3.05, "fixed": 6.25}
PITCH, ROW, FIRST_ROW = 0.098, 0.84, 7.62
LIT = style.ORANGE


class Strip:
    """What one family's probes found on one side: a lamp, a square for each probe, and words."""

    def __init__(self, axes: Axes, side: str, row: int) -> None:
        self.x, self.y = STRIP[side], FIRST_ROW - row * ROW
        self.lamp = axes.add_patch(Circle((self.x - 0.3, self.y - 0.1), 0.14, linewidth=1.6, zorder=3))
        self.glow = axes.add_patch(Circle((self.x - 0.3, self.y - 0.1), 0.24, color=LIT, alpha=0.28))
        (self.broken,) = axes.plot([], [], "s", color=style.VERMILLION, markersize=4.8)
        (self.held,) = axes.plot([], [], "s", color=style.GREEN, markersize=4.8, markerfacecolor="white")
        self.word = axes.text(self.x - 0.04, self.y - 0.3, "", fontsize=10.5, va="center", weight="bold")

    @property
    def moving(self) -> tuple[Artist, ...]:
        """What changes when the family has been asked."""
        return self.glow, self.lamp, self.broken, self.held, self.word

    @property
    def squares(self) -> tuple[int, int]:
        """How many squares are drawn: broken, held."""
        broken, held = (list[Any](line.get_xdata()) for line in (self.broken, self.held))  # type: ignore[arg-type]
        return len(broken), len(held)

    def show(self, probes: int | None, broken: int) -> None:
        """Show so many squares, the broken ones first; None: not asked yet."""
        on = probes is not None and not broken
        places = [self.x + PITCH * number for number in range(probes or 0)]
        self.broken.set_data(places[:broken], [self.y] * broken)
        self.held.set_data(places[broken:], [self.y] * (len(places) - broken))
        rim = style.QUIET if probes is None else LIT if on else style.INK
        self.lamp.set(facecolor="white" if probes is None else rim, edgecolor=rim)
        self.glow.set_visible(on)
        said = f"✓ all {probes} hold" if on else f"✗ {broken} of {probes} broken"
        colour = style.GREEN_WORDS if on else style.VERMILLION_WORDS
        self.word.set(text="" if probes is None else said, color=colour)


class WholeReceiptFigure(LiveFigure):
    """A strip of paper; the squares come as the probes are run."""

    columns: WholeColumns

    def __init__(self, columns: WholeColumns) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(WIDE, HIGH), dpi=100, facecolor=style.SHADE)
            axes = figure.add_axes((0, 0, 1, 1))
            axes.set(xlim=(0, WIDE), ylim=(0, HIGH))
            axes.axis("off")
            _draw_paper(axes)
            _draw_head(axes)
            self.strips = [
                {side: Strip(axes, side, row) for side in SIDES} for row in range(len(columns.lines))
            ]
            for row, line in enumerate(columns.lines):
                _draw_name(axes, row, line)
            _draw_costs(axes, columns)
        moving = [each for strips in self.strips for strip in strips.values() for each in strip.moving]
        super().__init__(figure, moving, QUESTION)
        self.update()

    def update(self) -> None:
        """Draw what the columns hold by now."""
        for line, strips in zip(self.columns.lines, self.strips, strict=True):
            for side, strip in strips.items():
                strip.show(line.probes.get(side), line.broken.get(side, 0))
        self.draw()


def _draw_paper(axes: Axes) -> None:
    low, high, step = 0.3, HIGH - 0.3, (WIDE - 0.7) / TEETH
    xs = [0.35 + step * number for number in range(TEETH + 1)]
    ragged = [(x, low + 0.09 * (number % 2)) for number, x in enumerate(xs)]
    torn = [(x, high - 0.09 * (number % 2)) for number, x in enumerate(xs)]
    axes.add_patch(
        Polygon([(x + 0.05, y - 0.06) for x, y in [*ragged, *torn[::-1]]], color="#c9d1d9", zorder=0)
    )
    axes.add_patch(Polygon([*ragged, *torn[::-1]], color="white", zorder=1))


def _draw_head(axes: Axes) -> None:
    mono: dict[str, Any] = {"family": "DejaVu Sans Mono", "color": style.INK}
    middle: dict[str, Any] = {"ha": "center", "va": "center", **mono}
    axes.text(WIDE / 2, 9.25, "WHAT BROKE FIRST", fontsize=25, weight="bold", **middle)
    under = "Toolshed, a neighbourhood tool library · Monday, 09:00"
    axes.text(WIDE / 2, 8.84, under, fontsize=11.5, **middle)
    _draw_rule(axes, 8.58)
    for side, words in (("naive", "as it came"), ("fixed", "six small fixes")):
        axes.text(STRIP[side] - 0.44, 8.26, words, fontsize=13.5, weight="bold", va="center", **mono)
    axes.text(LEFT, 8.26, "a square a probe", fontsize=10.5, va="center", **{**mono, "color": style.QUIET})


def _draw_name(axes: Axes, row: int, line: Line) -> None:
    y = FIRST_ROW - row * ROW
    axes.text(LEFT, y, line.family, fontsize=14, weight="bold", va="center", family="DejaVu Sans Mono")
    axes.text(LEFT, y - 0.3, f"lab {line.lab}", fontsize=10.5, va="center", color=style.QUIET)


def _draw_costs(axes: Axes, columns: WholeColumns) -> None:
    mono: dict[str, Any] = {"family": "DejaVu Sans Mono", "fontsize": 12.5, "va": "center"}
    _draw_rule(axes, 2.72)
    for number, name in enumerate(METRICS):
        y = 2.42 - 0.32 * number
        axes.text(LEFT, y, UNITS[name], **mono)
        for side, colour in zip(SIDES, (style.VERMILLION_WORDS, style.GREEN_WORDS), strict=True):
            value = f"{columns.costs[side][name]:,.0f}"
            axes.text(STRIP[side] + 0.95, y, value, ha="right", weight="bold", color=colour, **mono)
    _draw_rule(axes, 1.18)
    axes.text(LEFT, 0.92, "TOTAL", weight="bold", **mono)
    axes.text(STRIP["naive"] - 0.44, 0.92, "none: people, euros and errands do not add up", **mono)
    small = "A hollow square holds: not seen in these runs, which is not the same as never."
    axes.text(LEFT, 0.6, small, fontsize=9.2, color=style.QUIET, va="center")


def _draw_rule(axes: Axes, y: float) -> None:
    axes.plot([LEFT, RIGHT], [y, y], color=style.QUIET, linestyle=(0, (4, 3)), linewidth=1.2)


def plotted(figure: WholeReceiptFigure) -> list[dict[str, tuple[int, int]]]:
    """Return how many squares are drawn for each family and side: broken, held; for its table."""
    return [{side: strip.squares for side, strip in strips.items()} for strips in figure.strips]
