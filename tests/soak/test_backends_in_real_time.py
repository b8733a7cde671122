"""Careless is broken in every family and sound is held in every one; over real sockets, in real time."""

import json
import os
from pathlib import Path

import pytest

from labapp import cli
from labapp.probes.families import PROBES

BACKENDS = Path(__file__).parents[2] / "data" / "backends"
pytestmark = pytest.mark.skipif("SOAK_KILLS" not in os.environ, reason="takes ten minutes: make soak")
ELSEWHERE = "a clock that can be set forward"


def found(tmp_path, name, family):
    report = tmp_path / f"{name}.json"
    cli.main(["probe", str(BACKENDS / f"{name}.py"), "--only", family, "--json", str(report)])
    return json.loads(report.read_text())["findings"]


@pytest.mark.parametrize("family", PROBES)
def test_careless_is_broken(tmp_path, family):
    assert "broken" in {finding["verdict"] for finding in found(tmp_path, "careless", family)}


@pytest.mark.parametrize("family", PROBES)
def test_sound_is_held_from_every_side(tmp_path, family):
    findings = [one for one in found(tmp_path, "sound", family) if ELSEWHERE not in one["evidence"]]
    assert [one for one in findings if one["verdict"] != "held"] == []
    assert {one["side"] for one in findings} == {"attack", "contract", "over-fix"}
    assert {one["probe"]: one["verdict"] for one in findings}.items() <= stored().items()


def stored():
    """The receipt that notebook 09 compares with."""
    receipt = json.loads((BACKENDS.parent / "receipts" / "sound.json").read_text())
    return {one["probe"]: one["verdict"] for one in receipt["findings"]}
