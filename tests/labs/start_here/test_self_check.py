"""The self-check: a readable line for each need, and what to do when one fails."""

import pytest

from labapp.labs.start_here import self_check as checks
from labapp.labs.start_here.self_check import CHECKS, self_check


def test_here_everything_is_well(capsys):
    self_check()
    assert capsys.readouterr().out.splitlines() == [f"✓ {what}" for what, _, _ in CHECKS]


@pytest.mark.parametrize("number", range(len(CHECKS)))
def test_what_fails_says_what_to_do_and_the_rest_is_still_tried(monkeypatch, capsys, number):
    def fail():
        raise OSError("no space\nleft")

    some = [
        (what, fail if place == number else lambda: None, cure)
        for place, (what, _, cure) in enumerate(CHECKS)
    ]
    monkeypatch.setattr(checks, "CHECKS", some)
    self_check()
    lines = capsys.readouterr().out.splitlines()
    what, _, cure = CHECKS[number]
    assert lines[number] == f"✗ {what}: no space left. {cure}"
    assert sum(line.startswith("✓") for line in lines) == len(CHECKS) - 1
