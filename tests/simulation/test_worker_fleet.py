"""The model of our storm: call by call what the real code does at 40 workers; then any size."""

from types import SimpleNamespace

import pytest

from labapp.labs.retry_storm.scenario import Storm, StormPlan
from labapp.labs.storms_in_depth.fleet import fleet_at
from labapp.labs.storms_in_depth.real_http.figure import BurstColumns, BurstFigure
from labapp.labs.storms_in_depth.real_http.panel import PLAN, counted, predicted
from labapp.simulation.worker_fleet import Fleet, run
from labapp.targets.mixture import mixture
from labapp.targets.simulated import SimulatedToolshed

PLANS = [
    # web workers, messages a second, what Carrier can serve a second, seconds of outage
    (40, 4, 10, 20),
    (40, 2, 20, 30),
    (8, 1, 10, 20),
    (16, 4, 50, 10),
]


def real(workers, messages, capacity, outage_seconds):
    plan = StormPlan(
        web_workers=workers,
        messages_per_second=messages,
        capacity_per_second=capacity,
        outage_seconds=outage_seconds,
    )
    with SimulatedToolshed(mixture("naive"), plan.settings) as toolshed:
        storm = Storm(plan, toolshed)
        list(storm.run(1.0))
    return storm.columns.offered, storm.columns.answered


@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_the_model_makes_the_calls_that_the_real_code_makes(plan):
    workers, messages, capacity, outage_seconds = plan
    assert run(Fleet(workers, messages, capacity, outage_seconds=outage_seconds)) == real(*plan)


def test_a_fleet_of_any_size_is_the_same_storm():
    small, answered = run(Fleet(8, 1, 10))
    large, also = run(Fleet(100_000, 12_500, 125_000))
    assert large == [12_500 * calls for calls in small]
    assert also == answered


@pytest.mark.parametrize(("percent", "recovers"), [(0, True), (25, True), (30, False), (60, False)])
def test_when_refusing_is_work_the_storm_outlives_its_cause(percent, recovers):
    assert fleet_at(percent).answered[-1] is recovers


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"seconds": -1}, {"answer_seconds": 0.01}])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="a worker or more"):
        Fleet(**wrong)


def test_no_call_of_the_three_seconds_is_missing_in_the_prediction():
    assert sum(predicted()) == sum(run(PLAN)[0]) > 40


@pytest.mark.parametrize(("calls", "within"), [(52, True), (40, True), (36, False), (80, False)])
def test_real_calls_are_compared_within_a_tolerance(calls, within):
    columns = BurstColumns((1.0, 2.5), predicted(), [calls])
    assert columns.agrees is within
    assert ("stays within 30%" in columns.sentence()) is within


def test_only_whole_half_seconds_are_counted():
    carrier = SimpleNamespace(ledger=[SimpleNamespace(seconds=at) for at in (0.1, 0.6, 0.7, 3.2)])
    assert counted(carrier, 0.9) == [1]
    assert counted(carrier, 9.0) == [1, 2, 0, 0, 0, 0]


def test_the_figure_shows_what_was_counted():
    figure = BurstFigure(BurstColumns((1.0, 2.5), predicted(), [4, 0, 11]))
    assert list(figure.dots.get_ydata()) == [4, 0, 11]
    assert list(figure.line.get_ydata())[:-1] == predicted()
