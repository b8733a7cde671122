"""A live figure with controls: a button that runs what they say, and the figure in one sentence."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

import ipywidgets

from labapp.targets.mixture import mixture

from .controls import Controls, slider
from .widgets import Columns, paragraph, show_widget

STEP_SECONDS = 1.0


Seen = TypeVar("Seen", bound=Columns)


class Panel(Generic[Seen]):
    """Controls, a button, a figure and its sentence; a lab says in `draw` what is run and drawn.

    `place`: where the figure stands, once it does; the next one takes the same place.
    """

    def __init__(self, controls: Mapping[str, ipywidgets.Widget], verb: str = "Run", **look: Any) -> None:
        self.button = ipywidgets.Button(description=verb, icon="play", button_style="primary", **look)
        self.button.on_click(lambda _: self.run())
        self.controls = Controls(controls, self.button)
        self.sentence = ipywidgets.HTML()
        self.display_handle: Any = None

    def draw(self, **values: Any) -> Seen:
        """Run what the controls say and draw it meanwhile; return what was seen."""
        raise NotImplementedError

    def caption(self, columns: Seen) -> str:
        """Return what stands below the figure, a line for each paragraph."""
        return columns.sentence()

    def show(self, *, with_controls: bool = True) -> Seen:
        """Put everything into the notebook and run once."""
        if with_controls:
            show_widget(self.controls.box(), self.controls.words())
        columns = self.run()
        show_widget(self.sentence, self.caption(columns))
        return columns

    def run(self) -> Seen:
        """Run what the controls say; the figure moves meanwhile."""
        self.button.disabled, self.sentence.value = True, ""
        try:
            columns = self.controls.latest(self.draw(**self.controls.values()))
        finally:
            self.button.disabled = False
        self.sentence.value = "".join(map(paragraph, self.caption(columns).splitlines()))
        return columns


class ScenarioPanel(Panel[Seen]):
    """A panel whose controls are values of a plan; what is run is a scenario in virtual time.

    A plan has `settings` for the simulation, `columns()` and `figure(columns)`. CONTROLS: the value that
    each slider turns: what stands beside it, from, to, in steps of.
    """

    CONTROLS: ClassVar[dict[str, tuple[str, int, int, int]]]
    scenario: Callable[..., Any]

    def __init__(self, name: str, plan: Any) -> None:
        self.name, self.plan = name, plan
        turns = self.CONTROLS.items()
        super().__init__({value: slider(turn[0], getattr(plan, value), turn[1:]) for value, turn in turns})

    def draw(self, **values: Any) -> Seen:
        """Run the scenario on the mixture and draw it second by second."""
        plan = replace(self.plan, **values)
        figure = plan.figure(plan.columns())
        self.display_handle = figure.show(self.display_handle)
        from labapp.targets.simulated import SimulatedToolshed  # it loads when the axes are on the screen

        with SimulatedToolshed(mixture(self.name), plan.settings) as toolshed:
            for _ in self.scenario(plan, toolshed, figure.columns).run(STEP_SECONDS):
                figure.update()
        figure.leave()
        seen: Seen = figure.columns
        return seen
