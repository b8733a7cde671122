"""Two tables: the fixed rule as a decision table, and what each `if` of the old function did in ten years."""

from typing import TYPE_CHECKING

from .rules import INCIDENT_BEHIND_IF, conditions
from .years.replay import less

if TYPE_CHECKING:
    import pandas as pd


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

    rows = []
    for number, condition in enumerate(conditions()):
        seen = less(number)
        changed, lost = sum(seen.visits) - sum(seen.alike), sum(seen.lost) - sum(seen.lost_before)
        rows.append((condition, changed, lost, sum(seen.wronged), INCIDENT_BEHIND_IF[number]))
    names = ["deleted", "answers changed", "euros more lost", "people wronged", "incident"]
    return pd.DataFrame(rows, columns=names).set_index("deleted")
