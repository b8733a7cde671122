"""Ten years again: with the assistant's rule instead of the old function, or with one `if` less."""

from typing import TYPE_CHECKING

import ipywidgets

from labapp.plots.years_columns import YearsColumns

from ..stations.following import slider
from . import decisions, invented
from .incidents import incidents
from .replaying import Replay, judged
from .rules_of_thumb import LEARNT, ifs, new, without

if TYPE_CHECKING:
    import pandas as pd

SEE_BAERBEL = LEARNT.index("2021-09")
REST = ("It agrees almost always. What does the rest cost?", "The new rule", "the old function")
LESS = ("What did that if do in ten years?", "The shorter one", "the whole one")


def years() -> YearsColumns:
    """Replay ten years with the new rule, live; the two rates of the invention can be turned."""
    knobs = {
        "odd_percent": slider("odd visits (% of ours)", 100, (20, 200, 20)),
        "price_percent": slider("price of an odd one (% of ours)", 100, (0, 200, 20)),
    }
    return Replay(knobs, with_rates).show("Two sliders and a button.")


def with_rates(odd_percent: int = 100, price_percent: int = 100) -> YearsColumns:
    """Return the ten years as the new rule decides them, at these rates."""
    ours = (odd_percent, price_percent) == (100, 100)
    visits = decisions.read() if ours else invented.decisions(invented.Rates(odd_percent, price_percent))
    return judged(visits, new, REST)


def delete_an_if() -> YearsColumns:
    """Delete one `if` from the old function and replay ten years; its incident opens."""
    choices = [(condition, number) for number, condition in enumerate(ifs())]
    chosen = ipywidgets.Dropdown(
        options=choices, value=SEE_BAERBEL, description="delete", layout={"width": "30em"}
    )
    panel = Replay({"number": chosen}, less, "Delete and replay")

    def opened(columns: YearsColumns) -> str:
        return f"{columns.sentence()}\n{incidents()[LEARNT[chosen.value]].told()}"

    return panel.show(f"A list of nine to choose from, and a button. Chosen: {ifs()[SEE_BAERBEL]}", opened)


def less(number: int = SEE_BAERBEL) -> YearsColumns:
    """Return the ten years as the old function decides them without one of its ifs."""
    return judged(decisions.read(), without(number), LESS)


def decision_table() -> "pd.DataFrame":
    """Return the fixed rule as what it is: condition, verdict, reason, incident; the first row decides."""
    import pandas as pd

    from labapp.fixed.eligible import TABLE

    rows = [
        (row.applies.__name__.replace("_", " "), "yes" if row.allowed else "no", row.reason, row.incident)
        for row in TABLE
    ]
    return pd.DataFrame(rows, columns=["condition", "verdict", "reason", "incident"]).set_index("condition")


def nine_ifs() -> "pd.DataFrame":
    """Delete each `if` by itself; return what that changes in ten years, as a table."""
    import pandas as pd

    visits, rows = decisions.read(), []
    for number, condition in enumerate(ifs()):
        seen = judged(visits, without(number), LESS)
        changed, lost = sum(seen.visits) - sum(seen.alike), sum(seen.lost) - sum(seen.lost_before)
        rows.append((condition, changed, lost, sum(seen.wronged), LEARNT[number]))
    names = ["deleted", "answers changed", "euros more lost", "people wronged", "incident"]
    return pd.DataFrame(rows, columns=names).set_index("deleted")
