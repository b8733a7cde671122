"""All 64 mixtures of six fixes, each on the same Monday, with a bar that shows how far they are."""

from contextlib import nullcontext

import ipywidgets

from labapp.simulation.timeouts import load_per_processor
from labapp.workshop.widgets import show_widget

from ..scenario import NAMES
from .runs import MIXTURES, cost_of, known, second_process
from .table import MixtureColumns


def all_mixtures() -> MixtureColumns:
    """Run Monday with each mixture, on two processors where one is free; return what they cost."""
    bar = ipywidgets.IntProgress(known(), 0, len(MIXTURES), description="Mondays")
    show_widget(bar, f"{len(MIXTURES)} Mondays were run, one for each mixture.")
    with second_process() if load_per_processor() == 1 else nullcontext():
        for merged in MIXTURES:
            cost_of(merged)
            bar.value = known()
    return MixtureColumns(NAMES, {merged: cost_of(merged) for merged in MIXTURES})
