"""The diagonal: each fix flips its own family and no other; all families are judged on one used database."""

import os

import pytest

from labapp.lab.catalogue import LABS
from labapp.lab.targets.mixture import mixture
from labapp.lab.targets.probing import PROBES, exit_status, run
from labapp.lab.targets.target import in_lab

HELD, BROKEN = 0, 1
FAMILY = {lab.service: lab.family for lab in LABS if lab.service}


def verdicts(name):
    with in_lab(mixture(name)) as target:
        return {family.value: exit_status(run(target, [family])) for family in PROBES}


def test_naive_is_broken_in_every_family():
    assert verdicts("naive") == {family.value: BROKEN for family in PROBES}


def test_fixed_holds_in_every_family():
    assert verdicts("fixed") == {family.value: HELD for family in PROBES}


@pytest.mark.parametrize("service", FAMILY)
def test_a_fix_flips_its_own_family_and_no_other(service):
    expected = {family.value: BROKEN for family in PROBES} | {FAMILY[service]: HELD}
    assert verdicts(f"naive+fixed.{service}") == expected


@pytest.mark.skipif("SOAK_RUNS" not in os.environ, reason="the other half: make soak")
@pytest.mark.parametrize("service", FAMILY)
def test_without_one_fix_only_its_own_family_is_broken(service):
    expected = {family.value: HELD for family in PROBES} | {FAMILY[service]: BROKEN}
    assert verdicts(f"fixed+naive.{service}") == expected
