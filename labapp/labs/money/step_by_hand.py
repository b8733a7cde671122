"""Step two refunds by hand, statement by statement; or see every order of their steps at once."""

import html
from typing import TYPE_CHECKING

import ipywidgets

from labapp.targets.mixture import mixture
from labapp.workshop.widgets import paragraph, show_widget

if TYPE_CHECKING:
    import pandas as pd

    from .interleaving import Interleaving, Outcome, Step

HEAD = ("who", "what the database is asked", "deposit notes", "paid back")


def by_hand(name: str = "naive") -> None:
    """Show two refunds of one deposit, with a button for the next step of each."""
    hands = Stepper(name)
    show_widget(hands.widget, f"Buttons: A goes on, B goes on, start over.\n\n{hands.words()}")


class Stepper:
    """Two buttons for two requests, one to start over, and what happened so far."""

    def __init__(self, name: str, steps: str = "AABB") -> None:
        self.name, self.steps = name, steps
        self.go = {who: _button(f"{who} goes on") for who in "AB"}
        self.anew = ipywidgets.Button(description="Start over")
        for who, button in self.go.items():
            button.on_click(lambda _, who=who: self.play(self.steps + who))
        self.anew.on_click(lambda _: self.play(""))
        self.rows = ipywidgets.HTML()
        buttons = ipywidgets.HBox([*self.go.values(), self.anew])
        self.widget = ipywidgets.VBox([buttons, self.rows])
        self.play(steps)

    def play(self, steps: str) -> None:
        """Play these steps in a backend of their own, which is gone afterwards."""
        interleaving = played(self.name, steps)
        self.steps, self.seen = interleaving.steps, interleaving.rows
        self.told = outcome(interleaving)
        for who, button in self.go.items():
            button.disabled = who not in interleaving.runnable
        self.rows.value = f"{_table(self.seen)}{paragraph(self.told)}"

    def words(self) -> str:
        """Return the same as plain text."""
        lines = [f"{row.who}: {row.asked}" for row in self.seen]
        return "\n".join([*lines, self.told])


def played(name: str, steps: str) -> "Interleaving":
    """Play the beginning of two refunds against a mixture."""
    from labapp.targets.simulated import SimulatedToolshed

    from .interleaving import Interleaving, StewardClient

    with SimulatedToolshed(mixture(name)) as toolshed:
        interleaving = Interleaving(StewardClient(toolshed))
        for who in steps:
            interleaving.step(who)
    return interleaving


def outcome(interleaving: "Interleaving") -> str:
    """Say in one sentence how it stands."""
    if not interleaving.rows:
        return "A deposit of 20.00. Stewards A and B both want to give it back. Who goes first?"
    noted, paid = interleaving.rows[-1].noted_cents, interleaving.rows[-1].paid_back_cents
    stands = f"The deposit of 20.00 notes {_euros(noted)} as given back; {_euros(paid)} were paid back."
    if interleaving.runnable:
        return stands
    statuses = " and ".join(
        f"{who} heard {interleaving.statuses[who]}" for who in sorted(interleaving.statuses)
    )
    verdict = "The library lost 20.00." if paid > 2000 else "Nothing is lost in this order."
    return f"{stands} {statuses}. {verdict}"


def every_order(name: str = "naive") -> "pd.DataFrame":
    """Play two refunds of one deposit in every order of their steps, and return what came of each."""
    import pandas as pd

    from labapp.targets.simulated import SimulatedToolshed

    from .interleaving import StewardClient, every_interleaving

    with SimulatedToolshed(mixture(name)) as toolshed:
        orders = [order for _, order in every_interleaving(StewardClient(toolshed))]
    names = ["order", "A hears", "B hears", "deposit notes", "paid back"]
    return pd.DataFrame(sorted(map(_row, orders)), columns=names).set_index("order")


def _button(description: str) -> ipywidgets.Button:
    return ipywidgets.Button(description=description, button_style="primary")


def _row(order: "Outcome") -> tuple[str, int, int, str, str]:
    amounts = _euros(order.noted_cents), _euros(order.paid_back_cents)
    return " ".join(order.steps), order.statuses["A"], order.statuses["B"], *amounts


def _euros(cents: int) -> str:
    return f"{cents / 100:.2f}"


def _code(asked: str) -> str:
    return "<br>".join(f"<code>{html.escape(part)}</code>" for part in asked.split("; "))


def _table(rows: "list[Step]") -> str:
    head = "".join(f"<th style='text-align: left'>{name}</th>" for name in HEAD)
    body = "".join(
        f"<tr><td><b>{row.who}</b></td><td style='text-align: left'>{_code(row.asked)}</td>"
        f"<td>{_euros(row.noted_cents)}</td><td>{_euros(row.paid_back_cents)}</td></tr>"
        for row in rows
    )
    return f'<table class="jp-RenderedHTMLCommon"><tr>{head}</tr>{body}</table>'
