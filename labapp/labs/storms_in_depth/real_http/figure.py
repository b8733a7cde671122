"""Real HTTP over the curve that a model predicts: calls in each half second."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib
from matplotlib.figure import Figure

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure

if TYPE_CHECKING:
    import pandas as pd

QUESTION = "Do real sockets follow the curve?"
HIGHEST = 26


@dataclass(frozen=True)
class BurstColumns:
    """Calls to Carrier in each half second, predicted and counted; all columns are equally long."""

    outage: tuple[float, float]
    predicted: Sequence[int]
    counted: Sequence[int]
    tolerance: float = 0.3

    @property
    def agrees(self) -> bool:
        """Whether the counted calls are, in all, within the tolerance of the predicted ones."""
        return abs(sum(self.counted) / sum(self.predicted) - 1.0) <= self.tolerance

    def table(self) -> "pd.DataFrame":
        """Return the figure as a table without timings: what was predicted, and whether it agrees."""
        import pandas as pd

        row = (len(self.predicted) / 2, sum(self.predicted), f"{self.tolerance:.0%}", self.agrees)
        return pd.DataFrame([row], columns=["seconds", "predicted calls", "tolerance", "within it"])

    def sentence(self) -> str:
        """Return the figure as one sentence, without a timing."""
        found = "stays within" if self.agrees else "leaves"
        return (
            f"The model predicts {sum(self.predicted)} calls in {len(self.predicted) / 2:g} seconds; "
            f"the number over real sockets {found} {self.tolerance:.0%} of it."
        )


class BurstFigure(LiveFigure):
    """A line of predicted calls, and a dot for each half second that was counted."""

    columns: BurstColumns

    def __init__(self, columns: BurstColumns) -> None:
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 3.6), dpi=100, layout="constrained")
            axes = figure.subplots()
            axes.axvspan(*columns.outage, color=style.SHADE, zorder=0)
            axes.set_title(QUESTION)
            axes.set(xlim=(0, len(columns.predicted) / 2), ylim=(0, HIGHEST), xlabel="seconds",
                     ylabel="calls in half\na second")  # fmt: skip
            middle = sum(columns.outage) / 2
            axes.text(middle, HIGHEST * 0.93, "Carrier is down", color=style.QUIET, ha="center")
            edges = [half / 2 for half in range(len(columns.predicted) + 1)]
            (self.line,) = axes.plot(edges, [*columns.predicted, columns.predicted[-1]], color=style.BLUE,
                                     drawstyle="steps-post", label="predicted")  # fmt: skip
            (self.dots,) = axes.plot([], [], "o", color=style.ORANGE, markeredgecolor=style.INK,
                                     markersize=9, label="counted over real sockets")  # fmt: skip
            axes.legend(loc="upper left", frameon=False)
        super().__init__(figure, [self.dots], QUESTION)
        self.update(columns)

    def update(self, columns: BurstColumns | None = None) -> None:
        """Draw what was counted by now."""
        self.columns = columns = columns or self.columns
        self.dots.set_data([half / 2 + 0.25 for half in range(len(columns.counted))], columns.counted)
        self.draw()
