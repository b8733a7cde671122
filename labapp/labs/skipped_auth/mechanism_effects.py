"""The rest of the fix, mechanism by mechanism: which doors each shuts over the exercise's solution."""

from typing import TYPE_CHECKING

from labapp.probes.auth import PROBES
from labapp.targets.mechanisms.authorize import MECHANISMS
from labapp.targets.mechanisms.mechanism import effects

from . import solution

if TYPE_CHECKING:
    import pandas as pd


def add_guards() -> "pd.DataFrame":
    """Switch the mechanisms on, one after the other, over the exercise's solution; return a table."""
    import pandas as pd

    rows = [
        (
            each.mechanism.name,
            each.question,
            *(int(found.measure or 0) for found in (each.before, each.after)),
        )
        for each in effects("authorize", solution.authorize, MECHANISMS, PROBES)
    ]
    columns = ["switched on", "question", "doors open before", "after"]
    return pd.DataFrame(rows, columns=columns).set_index("switched on")
