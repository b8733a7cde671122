"""A crowd arrives at its pace, and the same crowd every time."""

import pytest

from labapp.simulation.arrivals import arrive
from labapp.simulation.virtual_clock import VirtualClock


def arrivals(per_second, seconds, stay_seconds=0.0):
    clock, seen = VirtualClock(), []

    def visit(number):
        seen.append((round(clock.elapsed, 3), number))
        clock.sleep(stay_seconds)

    arrive(clock, "visitor", visit, (per_second, seconds))
    clock.run()
    return seen


def test_so_many_come_each_second():
    assert arrivals(2, 3) == [(0, 0), (0, 1), (1, 2), (1, 3), (2, 4), (2, 5)]


def test_nobody_waits_for_those_before():
    assert arrivals(1, 3, stay_seconds=60.0) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize("pace", [(0, 3), (3, 0)])
def test_a_crowd_of_nobody_is_nobody(pace):
    assert arrivals(*pace) == []
