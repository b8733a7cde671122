"""Five ways to wait: how much work each makes, and when the last client is done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from . import style
from .live import LiveFigure

if TYPE_CHECKING:
    import pandas as pd

QUESTION = "Which way to wait makes the least work?"
WAYS = {
    # the rule by its published name: what it does
    "None": "no pause",
    "Exponential": "doubling pauses",
    "EqualJitter": "half doubling, half random",
    "FullJitter": "random up to doubling",
    "Decorr": "random up to 3 × the last one",
}
MOST_CALLS, MOST_SECONDS = 3000.0, 100.0
FEWEST_CALLS, FEWEST_SECONDS = 10.0, 0.1


@dataclass(frozen=True)
class WaitColumns:
    """For each rule, by its published name: writes tried and seconds until the last client is done.

    `published`: the same by the reference, where it has this number of clients.
    """

    clients: int
    measured: dict[str, tuple[float, float]]
    published: dict[str, tuple[float, float]]

    def table(self) -> "pd.DataFrame":
        """Return the figure as a table: a row for each rule."""
        import pandas as pd

        rows = [
            (WAYS[rule], *_rounded(self.measured[rule]), *_rounded(self.published.get(rule))) for rule in WAYS
        ]
        names = ["way to wait", "writes", "seconds", "writes, reference", "seconds, reference"]
        return pd.DataFrame(rows, columns=names).set_index("way to wait")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        least = min(WAYS, key=lambda rule: self.measured[rule][0])
        first = min(WAYS, key=lambda rule: self.measured[rule][1])
        fewest, quickest = self.measured[least][0], self.measured[first][1]
        return (
            f"With {self.clients} clients '{WAYS[least]}' makes the least work, {fewest:.0f} writes; "
            f"'no pause' makes {self.measured['None'][0]:.0f}. First done is '{WAYS[first]}', "
            f"after {quickest:.1f} s."
        )


def _rounded(values: tuple[float, float] | None) -> tuple[str, str]:
    return (f"{values[0]:.0f}", f"{values[1]:.1f}") if values else ("–", "–")


class WaitFigure(LiveFigure):
    """Left, writes; right, seconds; a row for each way to wait; bars ours, diamonds the reference."""

    def __init__(self, columns: WaitColumns) -> None:
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 4.2), dpi=100, layout="constrained")
            left, right = figure.subplots(1, 2, sharey=True)
            _draw_frame(left, "writes that were tried", (FEWEST_CALLS, MOST_CALLS))
            _draw_frame(right, "seconds until the last is done", (FEWEST_SECONDS, MOST_SECONDS))
            figure.suptitle(QUESTION, x=0.01, ha="left", fontsize=15, fontweight="bold")
            left.set_yticks(range(len(WAYS)), WAYS.values())
            self.bars = [axes.barh(range(len(WAYS)), 1.0, color=style.BLUE) for axes in (left, right)]
            self.diamonds = [axes.plot([], [], "D", color=style.ORANGE, markeredgecolor=style.INK)[0]
                             for axes in (left, right)]  # fmt: skip
            right.legend([self.bars[1], self.diamonds[1]], ["this run", "reference"],
                         loc="lower right", frameon=False)  # fmt: skip
        super().__init__(figure, [*(bar for bars in self.bars for bar in bars), *self.diamonds], QUESTION)
        self.update(columns)

    def update(self, columns: WaitColumns) -> None:
        """Draw other columns on the same axes."""
        for place, (bars, diamonds) in enumerate(zip(self.bars, self.diamonds, strict=True)):
            for bar, rule in zip(bars, WAYS, strict=True):
                bar.set_width(columns.measured[rule][place])
            known = [(number, columns.published[rule][place]) for number, rule in enumerate(WAYS)
                     if rule in columns.published]  # fmt: skip
            diamonds.set_data([value for _, value in known], [number for number, _ in known])
        self.draw()


def _draw_frame(axes: Axes, label: str, limits: tuple[float, float]) -> None:
    axes.set_xscale("log")
    axes.set(xlim=limits, ylim=(4.6, -0.6), xlabel=label)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.tick_params(axis="y", length=0)


def plotted(figure: WaitFigure) -> dict[str, list[Any]]:
    """Return what the picture really shows, for comparison with its table."""
    writes, seconds = ([bar.get_width() for bar in bars] for bars in figure.bars)
    return {"writes": writes, "seconds": seconds, "reference": list(figure.diamonds[0].get_xdata())}
