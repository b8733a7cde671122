"""The retries probes once more, with PostgreSQL behind the backend."""

import pytest

from labapp.lab.mixture import mixture
from labapp.lab.target import in_lab
from labapp.lab.world import Setting
from labapp.probes.retries import PROBES

from . import postgres


@pytest.mark.parametrize(("name", "broken"), [("naive", 8), ("naive+fixed.notify", 0)])
def test_they_find_what_they_find_on_sqlite(postgres_url, name, broken):
    postgres.empty(postgres_url)
    with in_lab(mixture(name), Setting(database_url=postgres_url)) as target:
        verdicts = [probe(target).verdict.value for probe in PROBES]
    assert (verdicts.count("broken"), verdicts.count("held")) == (broken, len(PROBES) - broken)
