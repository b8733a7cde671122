"""One seed, one story: every call that reached Carrier, byte for byte, whatever the hash seed."""

import os
import subprocess
import sys

import pytest

STORY = """
from labapp.targets.mixture import mixture
from labapp.labs.retry_storm.scenario import Storm, StormPlan
from labapp.targets.simulated import SimulatedToolshed
import sys

plan = StormPlan(seconds=20, outage_begins=2, outage_seconds=8, web_workers=3)
with SimulatedToolshed(mixture(sys.argv[1]), plan.settings) as toolshed:
    storm = Storm(plan, toolshed)
    list(storm.run())
    for call in toolshed.carrier.ledger:
        print(call)
    print(storm.columns)
"""


def told(name, hash_seed):
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", STORY, name]
    return subprocess.run(command, env=environment, capture_output=True, timeout=120, check=True).stdout


@pytest.mark.parametrize("name", ["naive", "naive+fixed.notify"])
def test_two_hash_seeds_tell_the_same_story(name):
    first = told(name, "1")
    assert first.count(b"CarrierCall") > 15
    assert told(name, "2") == first
