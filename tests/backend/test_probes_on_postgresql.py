"""The probes of retries and money once more, with PostgreSQL behind the backend."""

from dataclasses import replace

import pytest

from labapp.lab.mixture import mixture
from labapp.lab.target import in_lab
from labapp.lab.world import Setting
from labapp.probes import money, retries
from labapp.pull_requests.charge import lock_the_row

from . import postgres


@pytest.fixture
def verdicts(postgres_url):
    """Return what runs probes against services on an empty database, and returns their verdicts."""

    def run(services, probes):
        postgres.empty(postgres_url)
        with in_lab(services, Setting(database_url=postgres_url)) as target:
            return [probe(target).verdict.value for probe in probes]

    return run


@pytest.mark.parametrize(
    ("name", "probes", "broken"),
    [
        ("naive", retries.PROBES, 8),
        ("naive+fixed.notify", retries.PROBES, 0),
        ("naive", money.PROBES, 9),
        ("naive+fixed.charge", money.PROBES, 0),
    ],
    ids=["retries naive", "retries fixed", "money naive", "money fixed"],
)
def test_they_find_what_they_find_on_sqlite(verdicts, name, probes, broken):
    found = verdicts(mixture(name), probes)
    assert (found.count("broken"), found.count("held")) == (broken, len(probes) - broken)


def test_a_row_lock_that_sqlite_does_not_have_holds_here(verdicts):
    probes = [probe for probe in money.PROBES if probe.__name__ == "refunded_twice_at_once"]
    assert verdicts(replace(mixture("naive"), charge=lock_the_row), probes) == ["held"]
