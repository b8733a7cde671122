"""The storm: calls offered to Carrier, and whether anybody can still list the tools."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from . import style
from .live import LiveFigure

if TYPE_CHECKING:
    import pandas as pd

QUESTION = "Can anybody still list the tools?"
SERVED = "what Carrier can serve"
PHASES = ("before the outage", "outage", "after it")


@dataclass
class StormColumns:
    """What was seen, second by second; all columns are equally long.

    `offered`: calls that reached Carrier in this second. `answered`: whether a visitor who asked for
    the list of tools in this second got it.
    """

    capacity_per_second: float
    outage: tuple[float, float]
    seconds_in_all: float
    offered: list[int] = field(default_factory=list)
    answered: list[bool] = field(default_factory=list)

    def phase(self, second: int) -> str:
        """Name the phase that a second belongs to."""
        begins, ends = self.outage
        return PHASES[(second >= begins) + (second >= ends)]

    def table(self) -> "pd.DataFrame":
        """Return the figure as a small table: a row for each phase."""
        import pandas as pd

        names = ["phase", "seconds", "calls to Carrier", "most calls in a second", "tool lists answered"]
        rows = [self._row(phase) for phase in PHASES]
        return pd.DataFrame(rows, columns=names).set_index("phase")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        silent = [second for second, answered in enumerate(self.answered) if not answered]
        if not silent:
            return f"In {len(self.answered)} seconds everybody who asked for the tools got the list."
        return (
            f"Of {len(self.answered)} visitors who asked for the list of tools, one a second, "
            f"{len(silent)} got no answer, the first at second {silent[0]} and the last at second "
            f"{silent[-1]}. Carrier can serve {self.capacity_per_second:g} calls a second and was offered "
            f"up to {max(self.offered)}."
        )

    def _row(self, phase: str) -> tuple[str, int, int, int, str]:
        seconds = [second for second in range(len(self.answered)) if self.phase(second) == phase]
        offered = [self.offered[second] for second in seconds]
        lists = sum(self.answered[second] for second in seconds)
        return phase, len(seconds), sum(offered), max(offered, default=0), f"{lists} of {len(seconds)}"


class StormFigure(LiveFigure):
    """Above, calls offered against what Carrier can serve; below, a strip: answered or not."""

    def __init__(self, columns: StormColumns, highest: float) -> None:
        self.columns = columns
        with matplotlib.rc_context(style.RC):  # type: ignore[arg-type]
            figure = Figure(figsize=(9.6, 5.0), dpi=100, layout="constrained")
            above, below = figure.subplots(2, 1, sharex=True, height_ratios=[5, 1])
            _draw_frame(above, below, columns, highest)
            (self.line,) = above.plot([], [], color=style.BLUE, drawstyle="steps-post")
            (self.yes,) = below.plot([], [], "s", color=style.BLUE, markersize=6)
            (self.no,) = below.plot([], [], "x", color=style.VERMILLION, markersize=7, markeredgewidth=2.4)
        super().__init__(figure, (self.line, self.yes, self.no), QUESTION)

    def leave(self) -> None:
        """Draw the end of the story and leave it as a static picture."""
        self.update()
        self.finish(f"{QUESTION} {self.columns.sentence()}")

    def update(self) -> None:
        """Draw what the columns hold by now."""
        offered, answered = self.columns.offered, self.columns.answered
        self.line.set_data(range(len(offered)), offered)
        asked = range(len(answered))
        self.yes.set_data([s + 0.5 for s in asked if answered[s]], [1] * sum(answered))
        self.no.set_data([s + 0.5 for s in asked if not answered[s]], [0] * (len(answered) - sum(answered)))
        self.draw()


def _draw_frame(above: Axes, below: Axes, columns: StormColumns, highest: float) -> None:
    begins, ends = columns.outage
    for axes in (above, below):
        axes.axvspan(begins, ends, color=style.SHADE, zorder=0)
    above.set_title(QUESTION)
    above.set(ylim=(0, highest), ylabel="calls to Carrier\nper second")
    above.axhline(columns.capacity_per_second, color=style.VERMILLION, linestyle="--", linewidth=1.6)
    _label(
        above,
        (columns.seconds_in_all, columns.capacity_per_second),
        SERVED,
        color=style.VERMILLION,
        ha="right",
    )
    _label(above, ((begins + ends) / 2, highest * 0.93), "Carrier is down", color=style.QUIET, ha="center")
    below.set(ylim=(-0.7, 1.7), xlim=(0, columns.seconds_in_all), xlabel="seconds")
    below.set_yticks([0, 1], ["no answer", "list of tools"])
    below.spines["left"].set_visible(False)
    below.tick_params(axis="y", length=0)


def _label(axes: Axes, point: tuple[float, float], text: str, **style_of_text: Any) -> None:
    axes.annotate(text, point, (0, 4), textcoords="offset points", va="bottom", **style_of_text)


def plotted(figure: StormFigure) -> dict[str, Sequence[float]]:
    """Return what the picture really shows, for comparison with its table."""
    return {
        "offered": list(figure.line.get_ydata()),
        "answered": list(figure.yes.get_xdata()),
        "silent": list(figure.no.get_xdata()),
    }
