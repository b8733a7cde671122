"""What is seen of a storm, second by second, as a table and as a sentence; no picture is needed for it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

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
            f"{silent[-1]}. Carrier can serve {self.capacity_per_second:,.0f} calls a second and was offered "
            f"up to {max(self.offered):,}."
        )

    def _row(self, phase: str) -> tuple[str, int, int, int, str]:
        seconds = [second for second in range(len(self.answered)) if self.phase(second) == phase]
        offered = [self.offered[second] for second in seconds]
        lists = sum(self.answered[second] for second in seconds)
        return phase, len(seconds), sum(offered), max(offered, default=0), f"{lists} of {len(seconds)}"
