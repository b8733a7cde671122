"""The rest of the fix, mechanism by mechanism: what each adds over the exercise's solution."""

from typing import TYPE_CHECKING

from labapp.probes.retries import PROBES
from labapp.targets.mechanisms.mechanism import effects
from labapp.targets.mechanisms.notify import MECHANISMS

from . import solution

if TYPE_CHECKING:
    import pandas as pd


def ladder() -> "pd.DataFrame":
    """Switch the mechanisms on, one after the other, over the exercise's solution; return a table."""
    import pandas as pd

    rows = [
        (each.mechanism.name, each.question, each.before.measure, each.after.measure, each.before.unit)
        for each in effects("notify", solution.notify, MECHANISMS, PROBES)
    ]
    columns = ["switched on", "question", "before", "after", "unit"]
    return pd.DataFrame(rows, columns=columns).set_index("switched on")
