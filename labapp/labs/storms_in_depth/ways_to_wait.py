"""Five ways to wait: how much work each makes, when the last client is done, and a slider for the clients."""

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labapp import resources
from labapp.figures import style
from labapp.figures.live_figure import LiveFigure
from labapp.simulation.backoff import RULES, Contention, run
from labapp.workshop.controls import slider
from labapp.workshop.follow_sliders import follow

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
MAX_CALLS, MAX_SECONDS = 3000.0, 100.0
MIN_CALLS, MIN_SECONDS = 10.0, 0.1


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
    """Left, writes; right, seconds; a row for each way to wait; circles ours, diamonds the reference."""

    columns: WaitColumns

    def __init__(self, columns: WaitColumns) -> None:
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 3.8), dpi=100, layout="constrained")
            both = left, right = figure.subplots(1, 2, sharey=True)
            _draw_frame(left, "writes that were tried", (MIN_CALLS, MAX_CALLS))
            _draw_frame(right, "seconds until the last is done", (MIN_SECONDS, MAX_SECONDS))
            figure.suptitle(QUESTION, x=0.01, ha="left", fontsize=15, fontweight="bold")
            left.set_yticks(range(len(WAYS)), WAYS.values())
            self.circles = [axes.plot([], [], "o", markersize=15, color=style.BLUE)[0] for axes in both]
            self.diamonds = [
                axes.plot([], [], "D", markersize=6, color=style.ORANGE, markeredgecolor=style.INK)[0]
                for axes in both
            ]
            handles = [self.circles[0], self.diamonds[0]]
            figure.legend(handles, ["this run", "reference"], loc="upper right", ncols=2, frameon=False)
        super().__init__(figure, [*self.circles, *self.diamonds], QUESTION)
        self.update(columns)

    def update(self, columns: WaitColumns | None = None) -> None:
        """Draw other columns on the same axes."""
        self.columns = columns = columns or self.columns
        for place, both in enumerate(zip(self.circles, self.diamonds, strict=True)):
            for markers, found in zip(both, (columns.measured, columns.published), strict=True):
                rows = [number for number, rule in enumerate(WAYS) if rule in found]
                markers.set_data([found[rule][place] for rule in WAYS if rule in found], rows)
        self.draw()


def _draw_frame(axes: Axes, label: str, limits: tuple[float, float]) -> None:
    axes.set_xscale("log")
    axes.set(xlim=limits, ylim=(4.6, -0.6), xlabel=label)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.grid(axis="y", color=style.SHADE, linewidth=2)
    axes.tick_params(axis="y", length=0)


def plotted(figure: WaitFigure) -> dict[str, list[Any]]:
    """Return what the picture really shows, for comparison with its table."""
    writes, seconds = (list(markers.get_xdata()) for markers in figure.circles)
    return {"writes": writes, "seconds": seconds, "reference": list(figure.diamonds[0].get_xdata())}


REFERENCE = resources.data("evidence", "aws_reference.csv")
REPLICATES = 50


def ways_to_wait(clients: int = 100) -> WaitColumns:
    """Show the five rules with a slider for the clients; return the columns."""
    columns = with_clients(clients)
    follow({"clients": slider("clients", clients, (10, 100, 10))}, WaitFigure(columns), with_clients)
    return columns


def with_clients(clients: int) -> WaitColumns:
    """Run all five rules with so many clients."""
    outcomes = {rule: run(rule, Contention(clients, replicates=REPLICATES)) for rule in RULES}
    measured = {
        rule: (float(found.calls.mean()), float(found.time_ms.mean()) / 1000)
        for rule, found in outcomes.items()
    }
    return WaitColumns(clients, measured, published().get(clients, {}))


@cache
def published() -> dict[int, dict[str, tuple[float, float]]]:
    """Read the reference: writes and seconds, by number of clients and rule."""
    found: dict[int, dict[str, tuple[float, float]]] = {}
    with REFERENCE.open(newline="") as file:
        for row in csv.DictReader(file):
            values = float(row["calls_mean"]), float(row["time_mean_ms"]) / 1000
            found.setdefault(int(row["clients"]), {})[row["algorithm"]] = values
    return found
