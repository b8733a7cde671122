"""Knobs above a button: a figure that is older than they are says so."""

import ipywidgets
import pytest

from labapp.labs.misunderstood_eligibility.years.panel import YearsPanel
from labapp.labs.misunderstood_eligibility.years.replay import with_rates
from labapp.labs.money.panel import MorningPanel
from labapp.labs.money.scenario import MorningPlan
from labapp.workshop.controls import Controls, slider


def controls():
    slider = ipywidgets.IntSlider(20, 0, 40)
    return Controls({"outage_seconds": slider}, ipywidgets.Button(description="Run")), slider


def test_before_the_first_run_nothing_is_said():
    some, slider = controls()
    slider.value = 10
    assert some.note.value == ""


def test_who_moves_one_after_a_run_is_told_until_it_is_run_or_moved_back():
    some, slider = controls()
    assert some.values() == {"outage_seconds": 20}
    slider.value = 10
    assert "Press Run." in some.note.value
    slider.value = 20
    assert some.note.value == ""
    slider.value = 0
    assert some.values() == {"outage_seconds": 0}
    assert some.note.value == ""


def replay():
    return YearsPanel({"price_percent": slider("price", 100, (0, 200, 20))}, with_rates)


@pytest.mark.parametrize(
    ("panel", "words", "knob"),
    [
        (replay, ["A slider."], "price_percent"),
        (lambda: MorningPanel("naive", MorningPlan()), [], "lost_percent"),
    ],
)
def test_the_table_is_that_of_the_last_run(panel, words, knob):
    panel = panel()
    first = panel.show(*words)
    before = first.table()
    panel.controls.widgets[knob].value = 0
    again = panel.run()
    assert not first.table().equals(before)
    assert first.table().equals(again.table())
