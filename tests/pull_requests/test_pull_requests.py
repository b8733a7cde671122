"""Every wrong pull request is rejected by the probe that should; every right one is accepted by all."""

from dataclasses import replace
from importlib import import_module

import pytest

from labapp.probes.families import PROBES
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation
from labapp.workshop.lab_catalogue import LABS

SERVICES = [lab.service for lab in LABS if lab.service]
FAMILY = {lab.service: lab.family for lab in LABS}
ALL = [(service, each) for service in SERVICES
       for each in import_module(f"labapp.pull_requests.{service}").PULL_REQUESTS]  # fmt: skip
WRONG = [(service, each) for service, each in ALL if each.rejected_by]
RIGHT = [(service, each) for service, each in ALL if not each.rejected_by]


def title(value):
    return value if isinstance(value, str) else value.title


def found(service, proposal, probes):
    with in_simulation(replace(mixture("naive"), **{service: proposal.service})) as target:
        return {probe.__name__: probe(target) for probe in probes}


@pytest.mark.parametrize("service", SERVICES)
def test_there_are_enough_of_both(service):
    assert sum(each == service for each, _ in WRONG) >= 5
    assert sum(each == service for each, _ in RIGHT) >= 2


@pytest.mark.parametrize(("service", "proposal"), WRONG, ids=title)
def test_a_wrong_one_is_rejected_by_name(service, proposal):
    (probe,) = [each for each in PROBES[FAMILY[service]] if each.__name__ == proposal.rejected_by]
    finding = found(service, proposal, [probe])[proposal.rejected_by]
    assert finding.verdict == "broken", finding.evidence


@pytest.mark.parametrize(("service", "proposal"), RIGHT, ids=title)
def test_a_right_one_holds_from_all_sides(service, proposal):
    findings = found(service, proposal, PROBES[FAMILY[service]])
    assert {name: f.evidence for name, f in findings.items() if f.verdict != "held"} == {}
