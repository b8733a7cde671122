"""A storm in a notebook: knobs, a live figure, and the same again for an answer's own storm."""

from dataclasses import replace
from typing import Any

import ipywidgets

from labapp.plots.storm_columns import StormColumns

from . import progress
from .following import slider
from .mixture import mixture
from .storming import Storm, StormPlan
from .widgets import say, shown

STEP_SECONDS = 1.0
KNOBS: dict[str, tuple[str, int, int, int]] = {
    # the value of the plan that it turns: what stands beside it, from, to, in steps of
    "outage_seconds": ("Carrier is down for (s)", 0, 40, 5),
    "web_workers": ("web workers", 2, 16, 2),
    "messages_per_second": ("messages a second", 1, 4, 1),
}


def storm(name: str = "naive", plan: StormPlan | None = None) -> StormColumns:
    """Run a storm on a mixture and show it live, with knobs to run it again; return its columns."""
    columns = Panel(name, plan or StormPlan()).show()
    progress.note("00.storm")
    return columns


class Panel:
    """The knobs of a storm, a button, the figure, and the figure in one sentence."""

    def __init__(self, name: str, plan: StormPlan) -> None:
        self.name, self.plan = name, plan
        self.knobs = {value: _knob(plan, value) for value in KNOBS}
        self.button = ipywidgets.Button(description="Run", icon="play", button_style="primary")
        self.button.on_click(lambda _: self.run())
        self.words = ipywidgets.HTML()
        self.place: Any = None

    def show(self) -> StormColumns:
        """Put everything into the notebook and run the plan once."""
        shown(ipywidgets.VBox([*self.knobs.values(), self.button]), "Three sliders and a button.")
        columns = self.run()
        shown(self.words, columns.sentence())
        return columns

    def run(self) -> StormColumns:
        """Run what the knobs say; the figure moves meanwhile."""
        self.button.disabled, self.words.value = True, ""
        turned = {value: knob.value for value, knob in self.knobs.items()}
        try:
            columns = self._run(replace(self.plan, **turned))
        finally:
            self.button.disabled = False
        self.words.value = say(columns.sentence())
        return columns

    def _run(self, plan: StormPlan) -> StormColumns:
        figure = plan.figure(plan.columns())
        self.place = figure.show(self.place)
        from .world import World  # the backend loads here, when the axes are on the screen

        with World(mixture(self.name), plan.setting) as world:
            for _ in Storm(plan, world, figure.columns).run(STEP_SECONDS):
                figure.update()
        figure.leave()
        return figure.columns


def _knob(plan: StormPlan, value: str) -> ipywidgets.IntSlider:
    description, lowest, highest, step = KNOBS[value]
    return slider(description, getattr(plan, value), (lowest, highest, step))


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
