"""What a busy machine gave to others does not count as waiting."""

import os
import time
from threading import Lock

import pytest

from labapp.simulation import timeouts


def held():
    lock = Lock()
    lock.acquire()
    return lock


def test_what_comes_in_time_is_not_waited_for():
    assert timeouts.wait_until(lambda seconds: Lock().acquire(timeout=seconds), 60.0)


@pytest.mark.parametrize(("load", "slices"), [(0.0, 10), (2.0, 20), (100.0, 40)])
def test_where_many_want_the_processor_a_second_is_longer(monkeypatch, load, slices):
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    asked = []
    assert not timeouts.wait_until(asked.append, 1.0)
    assert len(asked) == pytest.approx(slices, abs=1)


def test_what_is_burnt_counts_however_crowded_it_is(monkeypatch):
    monkeypatch.setattr(timeouts, "load_per_processor", lambda: 1000.0)
    burnt = []

    def burn(_seconds):
        burnt.append(0.05)
        assert sum(burnt) < 2.0, "it would go on for ever"
        until = time.process_time() + 0.05
        while time.process_time() < until:
            pass

    assert not timeouts.wait_until(burn, 0.2)


def test_a_machine_that_stood_still_uses_up_one_slice_only(monkeypatch):
    monkeypatch.setattr(timeouts, "load_per_processor", lambda: 1.0)
    lock, slices = held(), []

    def arrived(seconds):
        slices.append(seconds)
        if len(slices) == 1:
            time.sleep(0.8)  # nobody ran
        if len(slices) == 3:
            lock.release()
        return lock.acquire(timeout=seconds)

    assert timeouts.wait_until(arrived, 0.5)
