"""Probes once more, with PostgreSQL behind the backend."""

import pytest

from labapp.lab.mixture import mixture
from labapp.lab.target import in_lab
from labapp.lab.world import Setting
from labapp.probes import ids, retries

from . import postgres

FOUND = [
    # the mixture, the probes, how many of them find it broken
    ("naive", retries.PROBES, 8),
    ("naive+fixed.notify", retries.PROBES, 0),
    ("naive+fixed.present", ids.PROBES, 0),
]


@pytest.mark.parametrize(("name", "probes", "broken"), FOUND)
def test_they_find_what_they_find_on_sqlite(postgres_url, name, probes, broken):
    postgres.empty(postgres_url)
    with in_lab(mixture(name), Setting(database_url=postgres_url)) as target:
        verdicts = [probe(target).verdict.value for probe in probes]
    assert (verdicts.count("broken"), verdicts.count("held")) == (broken, len(probes) - broken)
