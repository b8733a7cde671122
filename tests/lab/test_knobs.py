"""Knobs above a button: a figure that is older than they are says so."""

import ipywidgets

from labapp.lab.stations.knobs import Knobs


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
