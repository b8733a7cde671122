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


def test_where_they_do_not_live_words_name_each_with_what_it_can_say():
    every = {
        "speed": slider("speed (m/s)", 3, (0, 9, 1)),
        "brake": ipywidgets.Checkbox(description="brake"),
        "way": ipywidgets.Dropdown(description="way", options=["home", "away"]),
    }
    said = Controls(every, ipywidgets.Button(description="Go")).words()
    assert said == "To set: speed (m/s), 0 to 9; brake; way, one of 2 (now: home). A button: Go."


def replay():
    return YearsPanel({"price_percent": slider("price", 100, (0, 200, 20))}, with_rates)


@pytest.mark.parametrize(
    ("panel", "with_controls", "knob"),
    [
        (replay, True, "price_percent"),
        (lambda: MorningPanel("naive", MorningPlan()), False, "lost_percent"),
    ],
)
def test_the_table_is_that_of_the_last_run(panel, with_controls, knob):
    panel = panel()
    first = panel.show(with_controls=with_controls)
    before = first.table()
    panel.controls.widgets[knob].value = 0
    again = panel.run()
    assert not first.table().equals(before)
    assert first.table().equals(again.table())
