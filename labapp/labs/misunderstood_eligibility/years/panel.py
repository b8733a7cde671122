"""Ten years again: with the assistant's rule instead of the old function, or with one `if` less."""

from collections.abc import Callable
from typing import Any

import ipywidgets

from labapp.workshop.controls import slider
from labapp.workshop.panel import Panel

from ..incidents import incidents
from ..rules import INCIDENT_BEHIND_IF, conditions
from .replay import PHONE_RECHECK, less, with_rates
from .table_and_sentence import YearsColumns

MONTHS_A_FRAME = 3


def years() -> YearsColumns:
    """Replay ten years with the new rule, live; the two rates of the invention can be turned."""
    controls = {
        "odd_percent": slider("odd visits (% of ours)", 100, (20, 200, 20)),
        "price_percent": slider("price of an odd one (% of ours)", 100, (0, 200, 20)),
    }
    return YearsPanel(controls, with_rates).show()


def delete_an_if() -> YearsColumns:
    """Delete one `if` from the old function and replay ten years; its incident opens."""
    return DeletePanel().show()


class YearsPanel(Panel[YearsColumns]):
    """Something to turn, and the years that it leads to."""

    def __init__(
        self, controls: dict[str, Any], columns: Callable[..., YearsColumns], verb: str = "Replay"
    ) -> None:
        self.columns_of = columns
        super().__init__(controls, verb, layout={"width": "14em"})

    def draw(self, **values: Any) -> YearsColumns:
        """Replay what the controls say."""
        from .figure import YearsFigure

        columns = self.columns_of(**values)
        figure = YearsFigure(columns)
        self.display_handle = figure.show(self.display_handle)
        for months in range(MONTHS_A_FRAME, len(columns.visits), MONTHS_A_FRAME):
            figure.update(columns.until(months))
        figure.leave()
        return columns


class DeletePanel(YearsPanel):
    """The nine ifs to choose from; the incident behind the chosen one stands below the figure."""

    def __init__(self) -> None:
        choices = [(condition, number) for number, condition in enumerate(conditions())]
        self.chosen = ipywidgets.Dropdown(
            options=choices, value=PHONE_RECHECK, description="delete", layout={"width": "30em"}
        )
        super().__init__({"number": self.chosen}, less, "Delete and replay")

    def caption(self, columns: YearsColumns) -> str:
        """Return the sentence, and the incident."""
        return f"{columns.sentence()}\n{incidents()[INCIDENT_BEHIND_IF[self.chosen.value]].told()}"
