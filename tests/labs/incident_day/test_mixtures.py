"""A second process runs Mondays from the other end; without it the same is found, only later."""

import subprocess
import sys
import tempfile
import time

import psutil
import pytest

from labapp.labs.incident_day.mixtures import runs
from labapp.labs.incident_day.mixtures.runs import MIXTURES, cost_of, known, second_process
from labapp.simulation.timeouts import wait_until

SECONDS = 60.0
SOON_SECONDS = 10.0
"""Time for a few Mondays, and not for all of them."""
ALONE = """
import time
from labapp.labs.incident_day.mixtures.runs import second_process
with second_process():
    print("begun", flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(runs, "_known", {})


def until(true, seconds=SECONDS):
    def look(seconds):
        time.sleep(seconds)
        return true()

    return wait_until(look, seconds)


def helpers(process):
    return [child for child in process.children() if runs.__name__ in child.cmdline()]


def test_what_it_finds_from_the_last_mixture_on_is_what_this_process_would_find(monkeypatch):
    with second_process():
        assert until(lambda: known() >= 3)
    found = dict(runs._known)
    monkeypatch.setattr(runs, "_known", {})
    assert list(found)[:3] == [*reversed(MIXTURES)][:3]
    assert {merged: cost_of(merged) for merged in found} == found


def test_it_is_gone_when_its_block_is_left():
    with second_process():
        (helper,) = helpers(psutil.Process())
    assert not helper.is_running()
    assert known() < len(MIXTURES)


def test_it_leaves_no_file_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with second_process():
        assert until(lambda: known() >= 1)
        assert list(tmp_path.rglob("toolshed-*"))
    assert list(tmp_path.iterdir()) == []


def test_when_it_dies_only_time_is_lost():
    with second_process():
        (helper,) = helpers(psutil.Process())
        helper.kill()
        assert cost_of(MIXTURES[-1])["money"] == 0


def test_when_this_process_is_killed_it_does_not_go_on():
    with subprocess.Popen([sys.executable, "-c", ALONE], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        (helper,) = helpers(psutil.Process(process.pid))
        process.kill()
    assert until(lambda: not helper.is_running(), SOON_SECONDS)
