"""The assistant's own tests: a square for each that passes, row by row, while they run."""

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

from .table_and_sentence import OwnTestsColumns

QUESTION = "Do the assistant's own tests pass?"
WIDTH = 12


class OwnTestsFigure(LiveFigure):
    """A row for each subject; a square is a test that passed, a cross one that failed."""

    columns: OwnTestsColumns

    def __init__(self, subjects: list[str]) -> None:
        self.subjects, self.columns = subjects, OwnTestsColumns()
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 3.2), dpi=100, layout="constrained")
            axes = figure.subplots()
            axes.set_title(QUESTION)
            axes.set(xlim=(0.2, WIDTH), ylim=(len(subjects) - 0.4, -0.6), xlabel="tests")
            axes.set_xticks(range(1, WIDTH))
            axes.set_yticks(range(len(subjects)), subjects)
            axes.tick_params(axis="y", length=0)
            axes.spines["left"].set_visible(False)
            (self.green,) = axes.plot([], [], "s", color=style.GREEN, markersize=13)
            (self.red,) = axes.plot([], [], "x", color=style.VERMILLION, markersize=11, markeredgewidth=3)
            self.count = axes.text(
                1, 1.04, "", transform=axes.transAxes, ha="right", va="bottom", fontsize=14,
                color=style.GREEN_WORDS, weight="bold",
            )  # fmt: skip
        super().__init__(figure, (self.green, self.red, self.count), QUESTION)

    def update(self, columns: OwnTestsColumns | None = None) -> None:
        """Draw what has run by now."""
        self.columns = columns = columns or self.columns
        green, red = [], []
        for row, subject in enumerate(self.subjects):
            passed, failed = columns.passed[subject], columns.failed[subject]
            green += [(1 + number, row) for number in range(passed)]
            red += [(1 + passed + number, row) for number in range(failed)]
        for line, points in ((self.green, green), (self.red, red)):
            line.set_data([x for x, _ in points], [y for _, y in points])
        self.count.set_text(f"{columns.passed.total()} of {columns.expected or '…'} passed")
        self.draw()


def plotted(figure: OwnTestsFigure) -> dict[str, list[int]]:
    """Return squares and crosses in each row, for comparison with the table."""
    rows = range(len(figure.subjects))
    marks = {"passed": figure.green, "failed": figure.red}
    return {
        name: [int(np.sum(np.asarray(line.get_ydata()) == row)) for row in rows]
        for name, line in marks.items()
    }
