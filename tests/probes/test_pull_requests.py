"""Every wrong pull request is rejected by the probe that should; every right one is accepted by all."""

from dataclasses import replace

import pytest

from labapp.lab.mixture import mixture
from labapp.lab.target import in_lab
from labapp.probes.finding import Verdict
from labapp.probes.retries import PROBES
from labapp.pull_requests.notify import PULL_REQUESTS

WRONG = [proposal for proposal in PULL_REQUESTS if proposal.rejected_by]
RIGHT = [proposal for proposal in PULL_REQUESTS if not proposal.rejected_by]


def title(proposal):
    return proposal.title


def verdicts(proposal, probes):
    with in_lab(replace(mixture("naive"), notify=proposal.service)) as target:
        return {probe.__name__: probe(target) for probe in probes}


def test_there_are_enough_of_both():
    assert len(WRONG) >= 6
    assert len(RIGHT) >= 2


@pytest.mark.parametrize("proposal", WRONG, ids=title)
def test_a_wrong_one_is_rejected_by_name(proposal):
    probes = [probe for probe in PROBES if probe.__name__ == proposal.rejected_by]
    found = verdicts(proposal, probes)[proposal.rejected_by]
    assert found.verdict is Verdict.BROKEN, found.evidence


@pytest.mark.parametrize("proposal", RIGHT, ids=title)
def test_a_right_one_holds_from_all_sides(proposal):
    broken = {name: f.evidence for name, f in verdicts(proposal, PROBES).items() if f.verdict != "held"}
    assert broken == {}
