"""How far a room is: a row for each lab, a cell for each step, a number in each cell."""

import textwrap
from typing import Any, cast

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import ClassColumns

QUESTION = "How far is the room?"
TINTS = ("white", "#e3eef6", "#b7d3e8", "#7fb2d6", style.BLUE_WORDS)
"""Nobody, up to a quarter of the room, up to a half, up to three quarters, more."""
WORD_LETTERS = 16


class ClassFigure(LiveFigure):
    """Cells grow darker with the share of the room that has done a step; the number says it, too."""

    columns: ClassColumns

    kept_colours = 256

    def __init__(self, columns: ClassColumns) -> None:
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 6.4), dpi=100, layout="constrained")
            axes = figure.subplots()
            axes.set_title(QUESTION)
            places = [(row, at) for row, lab in enumerate(columns.labs) for at in range(len(columns.of(lab)))]
            self.boxes = [cast(Rectangle, axes.add_patch(_box(row, at))) for row, at in places]
            self.numbers = [axes.text(at + 0.5, row + 0.3, "", **NUMBER) for row, at in places]
            self.words = [axes.text(at + 0.5, row + 0.52, "", **WORDS) for row, at in places]
            self.codes = axes.text(1, 1.022, "", transform=axes.transAxes, **CODES)
            _draw_frame(axes, columns.labs, max(at for _, at in places) + 1)
        super().__init__(figure, (*self.boxes, *self.numbers, *self.words, self.codes), QUESTION)
        self.update(columns)

    def update(self, columns: ClassColumns | None = None) -> None:
        """Draw other counts of the same steps."""
        self.columns = columns = columns or self.columns
        for step, box, number, words in zip(columns.steps, self.boxes, self.numbers, self.words, strict=True):
            tint = _tint(step.people, columns.people)
            box.set_facecolor(tint)
            number.set(text=str(step.people), color=_ink(tint))
            words.set(text=textwrap.fill(step.step, WORD_LETTERS), color=_ink(tint))
        self.codes.set_text("1 code" if columns.people == 1 else f"{columns.people} codes")
        self.draw()


NUMBER: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 14, "fontweight": "bold"}
WORDS: dict[str, Any] = {"ha": "center", "va": "top", "fontsize": 8.5, "linespacing": 1.05}
CODES: dict[str, Any] = {"ha": "right", "va": "bottom", "fontsize": 13, "fontweight": "bold"}


def _tint(people: int, everybody: int) -> str:
    quarters = -(-4 * people // everybody) if everybody else 0
    return TINTS[quarters]


def _ink(tint: str) -> str:
    return "white" if tint == TINTS[-1] else style.INK


def _box(row: int, at: int) -> Rectangle:
    return Rectangle((at + 0.02, row + 0.04), 0.96, 0.92, edgecolor=style.QUIET, linewidth=0.8)


def _draw_frame(axes: Axes, labs: list[str], across: int) -> None:
    axes.set(xlim=(0, across), ylim=(len(labs), 0))
    axes.set_yticks([row + 0.5 for row in range(len(labs))], [textwrap.fill(lab, 18) for lab in labs])
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0, labelcolor=style.INK, labelsize=11)
    for spine in axes.spines.values():
        spine.set_visible(False)


def plotted(figure: ClassFigure) -> list[str]:
    """Return what the picture really shows, cell by cell: number and words."""
    cells = zip(figure.numbers, figure.words, strict=True)
    return [f"{number.get_text()} {words.get_text().replace(chr(10), ' ')}" for number, words in cells]
