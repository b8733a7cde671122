"""The probes once more, with PostgreSQL behind the backend."""

from dataclasses import replace

import pytest

from labapp.probes import money
from labapp.probes.finding import Family
from labapp.pull_requests.charge import lock_the_row
from labapp.reports.summary import exit_status
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation
from labapp.targets.probing import run
from labapp.targets.simulated import SimulationSettings

from . import postgres

HELD, BROKEN = 0, 1
FAMILIES = (Family.RETRIES, Family.IDS, Family.MONEY)
"""Those that depend on what a database does with statements at once, with ids, and with conflicts."""


@pytest.fixture
def target(postgres_url):
    """Return what opens a target with these services on an empty database."""

    def opened(services):
        postgres.empty(postgres_url)
        return in_simulation(services, SimulationSettings(database_url=postgres_url))

    return opened


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("name", "status"), [("naive", BROKEN), ("fixed", HELD)])
def test_they_find_what_they_find_on_sqlite(target, family, name, status):
    with target(mixture(name)) as opened:
        assert exit_status(run(opened, [family])) == status


def test_a_row_lock_that_sqlite_does_not_have_holds_here(target):
    (probe,) = [probe for probe in money.PROBES if probe.__name__ == "refunded_twice_at_once"]
    with target(replace(mixture("naive"), charge=lock_the_row.charge)) as opened:
        assert probe(opened).verdict == "held"
