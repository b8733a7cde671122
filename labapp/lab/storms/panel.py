"""A storm in a notebook: knobs, a live figure, and the same again for an answer's own storm."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

import ipywidgets

from labapp.plots.storm_columns import StormColumns

from ..stations import progress
from ..stations.following import slider
from ..stations.knobs import Knobs
from ..stations.widgets import say, shown
from ..targets.mixture import mixture
from .storming import Storm, StormPlan

STEP_SECONDS = 1.0
KNOBS: dict[str, tuple[str, int, int, int]] = {
    # the value of the plan that it turns: what stands beside it, from, to, in steps of
    "outage_seconds": ("Carrier is down for (s)", 0, 40, 5),
    "web_workers": ("web workers", 2, 16, 2),
    "messages_per_second": ("messages a second", 1, 4, 1),
}


def storm(name: str = "naive", plan: StormPlan | None = None) -> StormColumns:
    """Run a storm on a mixture and show it live, with knobs to run it again; return its columns."""
    columns: StormColumns = Panel(name, plan or StormPlan()).show()
    progress.note("00.storm")
    return columns


class Panel:
    """The knobs of a story, a button, the figure, and the figure in one sentence; the story is a storm."""

    KNOBS: ClassVar = KNOBS
    WORDS = "Three sliders and a button."
    story: Callable[..., Any] = Storm

    def __init__(self, name: str, plan: Any) -> None:
        self.name, self.plan = name, plan
        self.button = ipywidgets.Button(description="Run", icon="play", button_style="primary")
        self.button.on_click(lambda _: self.run())
        turns = self.KNOBS.items()
        self.knobs = Knobs({value: _knob(getattr(plan, value), turn) for value, turn in turns}, self.button)
        self.words = ipywidgets.HTML()
        self.place: Any = None

    def show(self) -> Any:
        """Put everything into the notebook and run the plan once."""
        shown(self.knobs.box(), self.WORDS)
        columns = self.run()
        shown(self.words, columns.sentence())
        return columns

    def run(self) -> Any:
        """Run what the knobs say; the figure moves meanwhile."""
        self.button.disabled, self.words.value = True, ""
        try:
            columns = self.knobs.latest(self._run(replace(self.plan, **self.knobs.values())))
        finally:
            self.button.disabled = False
        self.words.value = say(columns.sentence())
        return columns

    def _run(self, plan: Any) -> Any:
        figure = plan.figure(plan.columns())
        self.place = figure.show(self.place)
        from ..targets.world import World  # the backend loads here, when the axes are on the screen

        with World(mixture(self.name), plan.setting) as world:
            for _ in self.story(plan, world, figure.columns).run(STEP_SECONDS):
                figure.update()
        figure.leave()
        return figure.columns


def _knob(value: int, turn: tuple[str, int, int, int]) -> ipywidgets.IntSlider:
    description, *limits = turn
    return slider(description, value, (limits[0], limits[1], limits[2]))


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
