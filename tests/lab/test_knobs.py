"""Knobs above a button: a figure that is older than they are says so."""

import ipywidgets
import pytest

from labapp.lab.decade.history import with_rates
from labapp.lab.decade.replaying import Replay
from labapp.lab.stations.following import slider
from labapp.lab.stations.knobs import Knobs
from labapp.lab.till.morning import MorningPlan
from labapp.lab.till.mornings import TillPanel


def knobs():
    slider = ipywidgets.IntSlider(20, 0, 40)
    return Knobs({"outage_seconds": slider}, ipywidgets.Button(description="Run")), slider


def test_before_the_first_run_nothing_is_said():
    some, slider = knobs()
    slider.value = 10
    assert some.note.value == ""


def test_who_moves_one_after_a_run_is_told_until_it_is_run_or_moved_back():
    some, slider = knobs()
    assert some.values() == {"outage_seconds": 20}
    slider.value = 10
    assert "Press Run." in some.note.value
    slider.value = 20
    assert some.note.value == ""
    slider.value = 0
    assert some.values() == {"outage_seconds": 0}
    assert some.note.value == ""


def replay():
    return Replay({"price_percent": slider("price", 100, (0, 200, 20))}, with_rates)


@pytest.mark.parametrize(
    ("panel", "words", "knob"),
    [
        (replay, ["A slider."], "price_percent"),
        (lambda: TillPanel("naive", MorningPlan()), [], "lost_percent"),
    ],
)
def test_the_table_is_that_of_the_last_run(panel, words, knob):
    panel = panel()
    first = panel.show(*words)
    before = first.table()
    panel.knobs.widgets[knob].value = 0
    again = panel.run()
    assert not first.table().equals(before)
    assert first.table().equals(again.table())
