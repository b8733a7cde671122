"""What a day costs, second by second, in metrics that are never added up; no picture is needed for it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

METRICS = ("people", "money", "uptime", "log")
UNITS = {
    # the currency: what one of it is
    "people": "people wronged",
    "money": "euros booked twice",
    "uptime": "errands without an answer",
    "log": "secrets in the log",
}


@dataclass
class DayColumns:
    """The costs of a day, summed up to the end of each second; all columns are equally long.

    `details` are the same costs in smaller coins, at the end of the day.
    """

    seconds_in_all: int
    outage: tuple[int, int]
    merged: tuple[str, ...] = ()
    people: list[int] = field(default_factory=list)
    money: list[float] = field(default_factory=list)
    uptime: list[int] = field(default_factory=list)
    log: list[int] = field(default_factory=list)
    details: dict[str, float] = field(default_factory=dict)

    @property
    def costs(self) -> dict[str, float]:
        """The cost of the whole day, by currency."""
        return {name: (getattr(self, name) or [0])[-1] for name in METRICS}

    @property
    def called(self) -> str:
        """Say what was merged."""
        return "nothing merged" if not self.merged else f"merged: {', '.join(self.merged)}"

    def table(self) -> "pd.DataFrame":
        """Return what the day cost, in smaller coins."""
        import pandas as pd

        rows = [(name, f"{value:,.0f}") for name, value in self.details.items()]
        return pd.DataFrame(rows, columns=["on this day", "counted"]).set_index("on this day")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        told = [f"{value:,.0f} {UNITS[name]}" for name, value in self.costs.items()]
        return f"With {self.called}, the day cost {', '.join(told[:-1])}, and left {told[-1]}."
