"""What has a bound of its own: the storm against the wall clock, and the probes as a whole process."""

import subprocess
import sys
import time
from collections.abc import Iterator

from row import Row, in_turn

from labapp.labs.retry_storm.scenario import Storm, StormPlan
from labapp.naive import NAIVE
from labapp.targets.simulated import SimulatedToolshed

PLAN = StormPlan(web_workers=40, messages_per_second=4, outage_begins=0, outage_seconds=60)
MAX_SECONDS = 5.0


def rows() -> Iterator[Row]:
    """Measure the storm, then both probe runs."""
    (wall,) = in_turn([storm])
    yield Row("naive storm, 40 workers, virtual seconds in a real one", PLAN.seconds, wall, ">= 10")
    for target in ("naive", "naive+fixed.notify"):
        (seconds,) = in_turn([lambda target=target: probe(target)])
        name = f"labapp probe {target} --only retries, seconds, against {MAX_SECONDS:g} s"
        yield Row(name, seconds, MAX_SECONDS, "<= 1")


def storm() -> float:
    began = time.perf_counter()
    with SimulatedToolshed(NAIVE, PLAN.setting) as toolshed:
        for _ in Storm(PLAN, toolshed).run():
            pass
    return time.perf_counter() - began


def probe(target: str) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "labapp.cli", "probe", target, "--only", "retries"]
    assert subprocess.run(command, capture_output=True, check=False).returncode in (0, 1)
    return time.perf_counter() - began
