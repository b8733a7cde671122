"""The naive storm: who is silent, how many calls, and the same story every time."""

import threading

import pytest

from labapp.figures.storm.figure import StormFigure, plotted
from labapp.labs.retry_storm.scenario import Storm, StormPlan
from labapp.naive import NAIVE
from labapp.targets.simulated import SimulatedToolshed

SHORT = StormPlan(seconds=14, outage_begins=2, outage_seconds=8, web_workers=3, capacity_per_second=5)


def run(plan):
    with SimulatedToolshed(NAIVE, plan.settings) as toolshed:
        storm = Storm(plan, toolshed)
        for _ in storm.run():
            pass
        return storm.columns, toolshed


@pytest.fixture(scope="module")
def seen():
    return run(SHORT)[0]


def test_every_second_has_its_visitor_and_its_calls(seen):
    assert (len(seen.offered), len(seen.answered)) == (14, 14)


def test_before_the_outage_each_message_is_one_call(seen):
    assert seen.offered[:2] == [1, 1]
    assert all(seen.answered[:2])


def test_in_the_outage_carrier_is_offered_far_more_than_it_can_serve(seen):
    assert max(seen.offered[2:10]) > 2 * seen.capacity_per_second


def test_when_all_workers_wait_nobody_can_list_the_tools(seen):
    assert not any(seen.answered[5:8])


def test_after_the_outage_the_list_is_back(seen):
    assert all(seen.answered[-3:])


def test_without_an_outage_everybody_is_served():
    columns, _ = run(StormPlan(seconds=6, outage_seconds=0))
    assert columns.offered == [1] * 6
    assert columns.sentence() == "In 6 seconds everybody who asked for the tools got the list."


def test_one_seed_one_story(seen):
    again, _ = run(SHORT)
    assert again == seen


def test_nothing_is_left_running():
    _, toolshed = run(SHORT)
    assert toolshed.clock.unfinished == []
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith(("web", "clerk"))] == []
    assert not toolshed._folder.exists()


def test_the_figure_shows_what_the_table_says(seen):
    figure = StormFigure(seen, highest=20)
    figure.update()
    shown = plotted(figure)
    assert sum(shown["offered"]) == seen.table()["calls to Carrier"].sum() > 0
    assert f"{len(shown['answered'])} of 14" == f"{sum(seen.answered)} of {len(seen.answered)}"
    assert len(shown["silent"]) == seen.answered.count(False) > 0


def test_the_sentence_carries_the_numbers(seen):
    assert f"{seen.answered.count(False)} got no answer" in seen.sentence()
    assert f"up to {max(seen.offered)}." in seen.sentence()


def test_a_frame_differs_from_the_one_before(seen):
    figure = StormFigure(seen, highest=20)
    blank = figure.png()
    figure.update()
    assert figure.png() != blank
