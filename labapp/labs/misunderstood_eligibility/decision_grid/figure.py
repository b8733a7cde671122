"""The decision table as a picture: a row for each incident, a cell for each visit, the wrong ones marked."""

from typing import Any, cast

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import Cell, GridColumns

QUESTION = "Which lessons does this code still know?"
ACROSS = 4
HEADS = ("should be told no", "should be told yes")


class GridFigure(LiveFigure):
    """Right cells are pale with a tick; wrong ones are dark, with a cross and what they were told."""

    columns: GridColumns

    kept_colours = 256  # so much text: a third of the size, and nobody sees a difference

    def __init__(self, columns: GridColumns) -> None:
        self.columns = columns
        self.drawn: list[Cell | None]
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 6.4), dpi=100, layout="constrained")
            axes = figure.subplots()
            figure.suptitle(QUESTION, x=0.01, ha="left", fontsize=15, fontweight="bold")
            _draw_frame(axes, columns.rows)
            places = [divmod(number, ACROSS) for number in range(len(columns.cells))]
            self.boxes = [cast(Rectangle, axes.add_patch(_box(row, across))) for row, across in places]
            self.signs = [axes.text(across + 0.5, row + 0.5, "", **MIDDLE) for row, across in places]
            self.frame = _box(0, 0, fill=False, edgecolor=style.INK, linewidth=3.5)
            axes.add_patch(self.frame)
            self.frame.set_visible(False)
            self.score = axes.text(0.99, 0.994, "", transform=figure.transFigure, **SCORE)
            self.opened = axes.text(0.02, len(columns.rows) + 0.12, "", va="top", fontsize=10.5)
        super().__init__(figure, (*self.boxes, *self.signs, self.frame, self.score, self.opened), QUESTION)
        self.moving, self.drawn = [self.frame, self.score, self.opened], [None] * len(columns.cells)
        self.update(columns)

    def update(self, columns: GridColumns | None = None, chosen: int | None = None) -> None:
        """Draw other answers, and a frame around the chosen cell."""
        self.columns = columns = columns or self.columns
        news = [n for n, cell in enumerate(columns.cells) if cell != self.drawn[n]]
        for number in news:
            _draw(columns.cells[number], self.boxes[number], self.signs[number])
        self.bake(artist for number in news for artist in (self.boxes[number], self.signs[number]))
        self.drawn = list(columns.cells)
        self.score.set_text(columns.score())
        self.frame.set_visible(chosen is not None)
        if chosen is not None:
            row, across = divmod(chosen, ACROSS)
            self.frame.set_xy((across + 0.02, row + 0.06))
            cell = columns.cells[chosen]
            self.opened.set_text(f"framed, and told below: {cell.row[:7]}, {cell.says}")
        self.draw()


MIDDLE: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 9.2, "linespacing": 1.3}
SCORE: dict[str, Any] = {"ha": "right", "va": "top", "fontsize": 13, "fontweight": "bold"}
LOOKS = {"let in": (style.VERMILLION_WORDS, "→ told yes"), "turned away": (style.BLUE_WORDS, "⊘ told no")}
"""What went wrong: its colour, and what was answered, with a sign."""


def _box(row: int, across: int, **looks: Any) -> Rectangle:
    return Rectangle((across + 0.02, row + 0.06), 0.96, 0.88, **{"linewidth": 1.0, **looks})


def _draw(cell: Cell, box: Rectangle, sign: Text) -> None:
    if cell.wrong:
        colour, told = LOOKS[cell.wrong]
        box.set(facecolor=colour, edgecolor=colour)
        sign.set(text=f"✗ {cell.says}\n{told}", color="white")
        return
    mark = "✓" if cell.right else "·"
    box.set(facecolor="white", edgecolor=style.QUIET if cell.right else style.SHADE)
    colour = style.INK if cell.right else style.QUIET
    sign.set(text=f"{mark} {cell.says}", color=colour)


def _draw_frame(axes: Axes, rows: list[str]) -> None:
    axes.set(xlim=(0, ACROSS), ylim=(len(rows), 0))
    axes.set_yticks([row + 0.5 for row in range(len(rows))], rows)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0, labelcolor=style.INK, labelsize=10)
    for spine in axes.spines.values():
        spine.set_visible(False)
    for number, head in enumerate(HEADS):
        centre = (number + 0.5) * ACROSS / len(HEADS)
        axes.text(centre, -0.12, head, ha="center", va="bottom", color=style.QUIET)
    axes.axvline(ACROSS / 2, color=style.QUIET, linewidth=1.2)
    axes.set_xlabel(" ", fontsize=13)  # room for what is open


def plotted(figure: GridFigure) -> dict[str, list[str]]:
    """Return what the picture really shows, row by row: the signs of its cells."""
    signs = [sign.get_text().partition(" ")[0] for sign in figure.signs]
    return {row: signs[n * ACROSS : (n + 1) * ACROSS] for n, row in enumerate(figure.columns.rows)}
