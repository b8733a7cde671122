"""The diagonal: each fix flips its own family and no probe of another, all on one used database."""

import os
from functools import cache

import pytest

from labapp.probes.families import PROBES
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation
from labapp.targets.probing import run
from labapp.workshop.lab_catalogue import LABS

FAMILY = {lab.service: lab.family for lab in LABS if lab.service}


@cache
def verdicts(name):
    with in_simulation(mixture(name)) as target:
        return {
            family.value: {each.probe: each.verdict.value for each in run(target, [family])}
            for family in PROBES
        }


def others(name, family):
    return {each: found for each, found in verdicts(name).items() if each != family}


@pytest.mark.parametrize("family", PROBES)
def test_naive_is_broken_and_fixed_holds(family):
    assert "broken" in verdicts("naive")[family].values()
    assert set(verdicts("fixed")[family].values()) == {"held"}


@pytest.mark.parametrize("service", FAMILY)
def test_a_fix_flips_its_own_family_and_no_probe_of_another(service):
    name, family = f"naive+fixed.{service}", FAMILY[service]
    assert set(verdicts(name)[family].values()) == {"held"}
    assert others(name, family) == others("naive", family)


@pytest.mark.skipif("SOAK_RUNS" not in os.environ, reason="the other half: make soak")
@pytest.mark.parametrize("service", FAMILY)
def test_without_one_fix_only_its_own_family_is_broken(service):
    name, family = f"fixed+naive.{service}", FAMILY[service]
    assert "broken" in verdicts(name)[family].values()
    assert others(name, family) == others("fixed", family)
