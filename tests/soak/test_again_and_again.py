"""The same storm again and again, in random order and beside a busy processor: one story, nothing left.

Six times in `make test`, two hundred times in `make soak`.
"""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from random import Random

import pytest

from labapp.labs.retry_storm.scenario import Storm, StormPlan
from labapp.targets.mixture import mixture
from labapp.targets.simulated import SimulatedToolshed

RUNS = int(os.environ.get("SOAK_RUNS", "6"))
PLANS = {
    "naive": StormPlan(seconds=6, outage_begins=1, outage_seconds=2, web_workers=2),
    "naive+fixed.notify": StormPlan(seconds=12, outage_begins=1, outage_seconds=4, web_workers=3),
}


@pytest.fixture
def busy_processor():
    burner = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    yield
    burner.kill()
    burner.wait()


def told(name):
    plan = PLANS[name]
    with SimulatedToolshed(mixture(name), plan.settings) as toolshed:
        storm = Storm(plan, toolshed)
        list(storm.run())
        assert toolshed.clock.kill_switch.reason == ""
    assert toolshed.clock.unfinished == []
    return repr((storm.columns, toolshed.carrier.ledger))


def left_over():
    """Threads, open files and passing folders of this process."""
    folders = [path.name for path in Path(tempfile.gettempdir()).glob("toolshed-*")]
    return threading.active_count(), len(os.listdir("/proc/self/fd")), sorted(folders)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files where Linux lists them")
def test_every_run_tells_the_same_story_and_leaves_nothing(busy_processor, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stories = {name: told(name) for name in PLANS}
    before = left_over()
    order = [name for name in PLANS for _ in range(RUNS // 2)]
    Random().shuffle(order)
    for name in order:
        assert told(name) == stories[name]
    assert left_over() == before
