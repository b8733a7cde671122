"""One polite retry that outlives its cause: a slider for the load, and a figure that follows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure
from labapp.simulation.metastable_failure import RetriedService, run
from labapp.workshop.controls import slider
from labapp.workshop.follow_sliders import follow

if TYPE_CHECKING:
    import pandas as pd


QUESTION = "The network is back. Is the service?"
PHASES = ("before the cut", "cut", "after it")
HIGHEST = 640


@dataclass(frozen=True)
class PoliteRetryColumns:
    """Queries offered and answered, second by second; all columns are equally long."""

    load_per_second: int
    capacity_per_second: int
    cut: tuple[int, int]
    offered: Sequence[int]
    answered: Sequence[int]

    def table(self) -> "pd.DataFrame":
        """Return the figure as a small table: a row for each phase, rates by the second."""
        import pandas as pd

        begins, ends = self.cut
        parts = (slice(0, begins), slice(begins, ends), slice(ends, None))
        rows = [(name, *self._rates(part)) for name, part in zip(PHASES, parts, strict=True)]
        names = ["phase", "seconds", "offered a second", "answered a second"]
        return pd.DataFrame(rows, columns=names).set_index("phase")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        rate = f"At {self.load_per_second} new queries a second"
        if self.answered[-1] == 0:
            return (
                f"{rate} the service is asked {self.offered[-1]} times a second and answers none, "
                f"{len(self.answered) - self.cut[1]} seconds after the network came back."
            )
        back = next(s for s in range(self.cut[1], len(self.answered)) if self.answered[s])
        ends = self.cut[1]
        return f"{rate} the service answers again in second {back}; the network came back in second {ends}."

    def _rates(self, part: slice) -> tuple[int, int, int]:
        offered, answered = self.offered[part], self.answered[part]
        return len(offered), round(sum(offered) / len(offered)), round(sum(answered) / len(answered))


class PoliteRetryFigure(LiveFigure):
    """Queries offered and queries answered, against what the service can answer."""

    columns: PoliteRetryColumns

    words_may_grow = 1.35

    def __init__(self, columns: PoliteRetryColumns) -> None:
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 4.2), dpi=100, layout="constrained")
            axes = figure.subplots()
            _draw_frame(axes, columns)
            (self.offered,) = axes.plot([], [], color=style.BLUE, drawstyle="steps-post")
            (self.answered,) = axes.plot([], [], color=style.GREEN, linewidth=5)
            (self.offered,) = axes.plot([], [], color=style.BLUE)
            for line in (self.answered, self.offered):
                line.set_drawstyle("steps-post")
            self.names = [
                axes.annotate(
                    text, (0, 0), (4, 5), textcoords="offset points", color=colour, annotation_clip=False
                )
                for text, colour in (("asked", style.BLUE_WORDS), ("answered", style.GREEN_WORDS))
            ]
        super().__init__(figure, (self.answered, self.offered, *self.names), QUESTION)
        self.update(columns)

    def update(self, columns: PoliteRetryColumns | None = None) -> None:
        """Draw other columns on the same axes."""
        self.columns = columns = columns or self.columns
        ends = columns.cut[1]
        for line, values in ((self.offered, columns.offered), (self.answered, columns.answered)):
            line.set_data(range(len(values) + 1), [*values, values[-1]])
        self.names[0].xy = (ends + 8, columns.offered[-1])
        self.names[1].xy = (ends + 16, columns.answered[-1])
        self.draw()


def _draw_frame(axes: Axes, columns: PoliteRetryColumns) -> None:
    begins, ends = columns.cut
    seconds = len(columns.offered)
    axes.axvspan(begins, ends, color=style.SHADE, zorder=0)
    axes.set_title(QUESTION)
    axes.set(ylim=(-12, HIGHEST), xlim=(0, seconds), xlabel="seconds", ylabel="queries\nper second")
    axes.axhline(columns.capacity_per_second, color=style.VERMILLION, linestyle="--", linewidth=1.6)
    axes.annotate(
        "what it can answer",
        (seconds, columns.capacity_per_second),
        (0, 4),
        textcoords="offset points",
        ha="right",
        color=style.VERMILLION_WORDS,
    )
    axes.text((begins + ends) / 2, HIGHEST * 0.94, "network cut", color=style.QUIET, ha="center")


def plotted(figure: PoliteRetryFigure) -> dict[str, list[Any]]:
    """Return what the picture really shows, for comparison with its table."""
    lines: dict[str, Any] = {"offered": figure.offered, "answered": figure.answered}
    return {name: list(line.get_ydata())[:-1] for name, line in lines.items()}


def polite_retry(load_per_second: int = 280) -> PoliteRetryColumns:
    """Show the storm that outlives its cause, with a slider for the load; return its columns."""
    columns = at_load(load_per_second)
    control = slider("new queries a second", load_per_second, (100, 290, 10))
    follow({"load_per_second": control}, PoliteRetryFigure(columns), at_load)
    return columns


def at_load(load_per_second: int) -> PoliteRetryColumns:
    """Run the model at one load."""
    service = RetriedService(load_per_second)
    cut = (service.cut_begins, service.cut_begins + service.cut_seconds)
    return PoliteRetryColumns(load_per_second, service.capacity_per_second, cut, *run(service))
