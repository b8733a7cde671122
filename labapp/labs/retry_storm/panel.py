"""A storm in a notebook: sliders, a live figure, and the same again for an answer's own storm."""

from dataclasses import replace
from typing import Any, ClassVar

from labapp.figures.storm.table_and_sentence import StormColumns
from labapp.workshop import progress
from labapp.workshop.panel import ScenarioPanel

from .scenario import Storm, StormPlan


def storm(name: str = "naive", plan: StormPlan | None = None) -> StormColumns:
    """Run a storm on a mixture and show it live, with sliders to run it again; return its columns."""
    columns = StormPanel(name, plan or StormPlan()).show()
    progress.note("00.storm")
    return columns


class StormPanel(ScenarioPanel[StormColumns]):
    """How long Carrier is down, how many web workers there are, and how busy the day is."""

    CONTROLS: ClassVar = {
        "outage_seconds": ("Carrier is down for (s)", 0, 40, 5),
        "web_workers": ("web workers", 2, 16, 2),
        "messages_per_second": ("messages a second", 1, 4, 1),
    }
    scenario = Storm


def replay(seen: dict[str, Any]) -> None:
    """Show a storm that was run elsewhere, second by second; `seen` are the columns of that run."""
    whole = StormColumns(**{**seen, "outage": tuple(seen["outage"])})
    growing = replace(whole, offered=[], answered=[])
    figure = StormPlan().figure(growing)
    figure.show()
    for offered, answered in zip(whole.offered, whole.answered, strict=False):
        growing.offered.append(offered)
        growing.answered.append(answered)
        figure.update()
    figure.leave()
