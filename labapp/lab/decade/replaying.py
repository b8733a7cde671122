"""Replay the decision history: two rules on the same visits, and a figure that moves through the years."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets

from labapp.plots.years_columns import MONTHS, YearsColumns

from ..stations.knobs import Knobs
from ..stations.widgets import say, shown
from .decisions import Decision
from .rules_of_thumb import Rule

MONTHS_A_FRAME = 3


def judged(visits: Sequence[Decision], newer: Rule, words: tuple[str, str, str]) -> YearsColumns:
    """Let a newer rule judge what was decided, month by month; `words`: question, its name, the older's."""
    first = min(visit.at.year for visit in visits)
    seen: dict[str, Counter[int]] = {name: Counter() for name in COUNTED}
    for visit in visits:
        month, answer = (visit.at.year - first) * MONTHS + visit.at.month - 1, newer(visit)
        seen["visits"][month] += 1
        seen["alike"][month] += answer is visit.allowed
        seen["lost"][month] += visit.euros(answer)
        seen["lost_before"][month] += visit.euros(visit.allowed)
        seen["wronged"][month] += visit.wrongs(answer)
    years = max(visit.at.year for visit in visits) - first + 1
    counted = [[seen[name][month] for month in range(years * MONTHS)] for name in COUNTED]
    return YearsColumns(*words, first, years, *counted)


COUNTED = ("visits", "alike", "lost", "lost_before", "wronged")


class Replay:
    """Something to turn, a button, the years, and what they come to in words."""

    def __init__(
        self, knobs: dict[str, Any], columns: Callable[..., YearsColumns], verb: str = "Replay"
    ) -> None:
        self.columns_of = columns
        self.button = ipywidgets.Button(
            description=verb, icon="play", button_style="primary", layout={"width": "14em"}
        )
        self.button.on_click(lambda _: self.run())
        self.knobs = Knobs(knobs, self.button)
        self.words = ipywidgets.HTML()
        self.place: Any = None

    def show(self, what: str, also: Callable[[YearsColumns], str] = YearsColumns.sentence) -> YearsColumns:
        """Put everything into the notebook and run once; `what` names the knobs, `also` tells the end."""
        self.also = also
        shown(self.knobs.box(), what)
        columns = self.run()
        shown(self.words, also(columns))
        return columns

    def run(self) -> YearsColumns:
        """Replay what the knobs say; the figure moves meanwhile."""
        self.button.disabled, self.words.value = True, ""
        try:
            columns = self.knobs.latest(self.columns_of(**self.knobs.values()))
            self._play(columns)
        finally:
            self.button.disabled = False
        self.words.value = "".join(say(line) for line in self.also(columns).splitlines())
        return columns

    def _play(self, columns: YearsColumns) -> None:
        from labapp.plots.years import YearsFigure

        figure = YearsFigure(columns)
        self.place = figure.show(self.place)
        for months in range(MONTHS_A_FRAME, len(columns.visits), MONTHS_A_FRAME):
            figure.update(columns.until(months))
        figure.leave()
