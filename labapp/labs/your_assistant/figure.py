"""Verdicts side by side: for each family and backend three marks, one for each side."""

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure
from labapp.probes.finding import Family, Side, Verdict

from .table_and_sentence import VerdictColumns

QUESTION = "Which families broke, and from which side?"
WIDE, HIGH, NAMES, MAX_NAME_LETTERS = 9.6, 5.1, 1.9, 18
MAX_PITCH, ROW, FIRST_ROW = 0.92, 0.5, 3.3
LOOK = {
    # the verdict: the shape below its sign, its colour, its filling, the colour of the sign
    Verdict.HELD: ("o", style.GREEN, "white", style.GREEN_WORDS),
    Verdict.BROKEN: ("s", style.VERMILLION, style.VERMILLION, "white"),
    Verdict.UNMEASURED: ("D", style.QUIET, "white", style.QUIET),
}
SIZE = {"o": 18, "s": 17, "D": 14}
MEANS = (
    (Verdict.HELD, "held: not seen in these runs"),
    (Verdict.BROKEN, "broken: seen"),
    (Verdict.UNMEASURED, "unmeasured: nobody knows"),
)


class VerdictFigure(LiveFigure):
    """A row for each family, three marks for each backend; they come as the probes are run."""

    columns: VerdictColumns

    def __init__(self, columns: VerdictColumns) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(WIDE, HIGH), dpi=100)
            axes = figure.add_axes((0, 0, 1, 1))
            axes.set(xlim=(0, WIDE), ylim=(0, HIGH))
            axes.axis("off")
            _draw_head(axes, columns.names)
            self.marks = {verdict: _marks(axes, verdict) for verdict in Verdict}
            self.words = [_words(axes, row) for row in range(len(Family) if len(columns.names) == 1 else 0)]
        lines = [line for pair in self.marks.values() for line in pair]
        super().__init__(figure, [*lines, *self.words], QUESTION)
        self.update(columns)

    def update(self, columns: VerdictColumns | None = None) -> None:
        """Draw what is known by now."""
        self.columns = columns = columns or self.columns
        for verdict, lines in self.marks.items():
            at = [_place(columns, *where) for where in _with(columns, verdict)]
            for line in lines:
                line.set_data([x for x, _ in at], [y for _, y in at])
        for word, family in zip(self.words, Family, strict=False):
            word.set_text(columns.cell(columns.names[0], family).words)
        self.draw()


def _with(columns: VerdictColumns, verdict: Verdict) -> list[tuple[str, Family, Side]]:
    return [
        (name, family, side)
        for (name, family), cell in columns.cells.items()
        for side, found in cell.sides.items()
        if found is verdict
    ]


def _pitch(names: tuple[str, ...]) -> float:
    return min(MAX_PITCH, (WIDE - NAMES - 0.2) / (3 * len(names) + 0.4 * (len(names) - 1)))


def _x(names: tuple[str, ...], name: str, side: Side) -> float:
    return NAMES + (3.4 * names.index(name) + list(Side).index(side) + 0.5) * _pitch(names)


def _place(columns: VerdictColumns, name: str, family: Family, side: Side) -> tuple[float, float]:
    return _x(columns.names, name, side), FIRST_ROW - ROW * list(Family).index(family)


def _marks(axes: Axes, verdict: Verdict) -> tuple[Line2D, Line2D]:
    shape, rim, face, ink = LOOK[verdict]
    (below,) = axes.plot(
        [], [], shape, color=rim, markerfacecolor=face, markersize=SIZE[shape], markeredgewidth=1.8
    )
    (sign,) = axes.plot([], [], linestyle="", marker=f"${verdict.sign}$", color=ink, markersize=9)
    return below, sign


def _words(axes: Axes, row: int) -> Text:
    """Beside a single backend there is room for words."""
    x = NAMES + 3.3 * MAX_PITCH
    return axes.text(x, FIRST_ROW - row * ROW, "", fontsize=11, va="center", color=style.INK)


def _draw_head(axes: Axes, names: tuple[str, ...]) -> None:
    axes.text(0.2, HIGH - 0.42, QUESTION, fontsize=15, weight="bold", va="center")
    for name in names:
        middle = _x(names, name, Side.CONTRACT)
        shown = name if len(name) <= MAX_NAME_LETTERS else f"{name[: MAX_NAME_LETTERS - 1]}…"
        axes.text(middle, 4.2, shown, fontsize=13, weight="bold", ha="center", va="center")
        for side in Side:
            x = _x(names, name, side)
            axes.text(x, 3.82, side, fontsize=9.5, ha="center", va="center", color=style.QUIET)
    for row, family in enumerate(Family):
        axes.text(0.2, FIRST_ROW - row * ROW, family, fontsize=13, va="center")
    for number, (verdict, words) in enumerate(MEANS):
        said = f"{verdict.sign} {words}"
        axes.text(0.2 + 2.85 * number, 0.2, said, fontsize=10, va="center", color=style.QUIET)


def plotted(figure: VerdictFigure) -> dict[Verdict, list[tuple[float, float]]]:
    """Return where marks are drawn, for comparison with the table."""
    drawn: dict[Verdict, Any] = {verdict: below.get_data() for verdict, (below, _) in figure.marks.items()}
    return {verdict: list(zip(xs, ys, strict=True)) for verdict, (xs, ys) in drawn.items()}
