"""All 64 mixtures of six fixes, each on the same Monday."""

from itertools import combinations
from typing import TYPE_CHECKING

import ipywidgets

from labapp.plots.mixture_columns import MixtureColumns

from ..stations.widgets import shown
from .day import NAMES, SECONDS, monday, with_fixes

if TYPE_CHECKING:
    from labapp.plots.mixture_columns import Costs

MIXTURES = tuple(frozenset(some) for many in range(len(NAMES) + 1) for some in combinations(NAMES, many))
_known: dict[frozenset[str], "Costs"] = {}


def all_mixtures() -> MixtureColumns:
    """Run Monday with each mixture, the smallest first, and show how far it is; return what they cost."""
    bar = ipywidgets.IntProgress(0, 0, len(MIXTURES), description="Mondays")
    shown(bar, f"{len(MIXTURES)} Mondays were run, one for each mixture.")
    for number, merged in enumerate(MIXTURES, 1):
        cost_of(merged)
        bar.value = number
    return MixtureColumns(NAMES, {merged: _known[merged] for merged in MIXTURES})


def cost_of(merged: frozenset[str]) -> "Costs":
    """Return what Monday costs with these fixes; the same day is run once in a process."""
    if merged not in _known:
        with monday(with_fixes(merged)) as day:
            for _ in day.run(SECONDS):
                pass
        _known[merged] = day.columns.costs
    return _known[merged]
