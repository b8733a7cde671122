"""Statements in turns, a restart on the same database, and a way to Toolshed that loses replies."""

from threading import Lock

import pytest
import requests

from labapp.lab.targets.addresses import TOOLSHED
from labapp.lab.targets.mixture import mixture
from labapp.lab.targets.turnstile import in_turns
from labapp.lab.targets.world import World
from labapp.world.network import Link
from labapp.world.plug import Budget
from labapp.world.virtual_clock import VirtualClock, WorkerStuck


@pytest.fixture
def world():
    with World(mixture("naive")) as world:
        world.seen = []
        yield world


def two_at_once(world):
    """Ask for the list of tools twice at the same moment."""
    for _ in range(2):
        world.clock.spawn("visitor", lambda: world.http.get(f"{TOOLSHED}/tools"))
    world.clock.run(world.clock.now() + 1)
    return world.seen


def test_without_it_a_request_runs_through(world):
    world.at_statement = lambda *_: world.seen.append(world.clock.worker().name)
    assert len(set(two_at_once(world)[:2])) == 1


def test_in_turns_two_requests_alternate(world):
    with in_turns(world):
        wait = world.at_statement
        world.at_statement = lambda *asked: (world.seen.append(world.clock.worker().name), wait(*asked))
        assert len(set(two_at_once(world)[:2])) == 2


def test_who_has_written_does_not_wait(world):
    world.at_statement = lambda statement, may_wait: world.seen.append((statement.split()[0], may_wait))
    staff = world.log_in("admin@toolshed.test", "let-me-in-please")
    world.seen.clear()
    body = {"type": "payment", "kind": "payment", "member_id": 1, "amount_cents": 5}
    world.http.post(f"{TOOLSHED}/ledger", json=body, headers=staff)
    assert ("INSERT", True) in world.seen
    assert world.seen[world.seen.index(("INSERT", True)) + 1] == ("COMMIT", False)


def test_a_restart_forgets_what_was_only_in_memory(world):
    shared = world.app.extensions["toolshed"].shared
    shared["kept"] = "in memory"
    staff = world.log_in("admin@toolshed.test", "let-me-in-please")
    world.restart()
    assert "kept" not in world.app.extensions["toolshed"].shared
    assert world.http.get(f"{TOOLSHED}/members", headers=staff).ok


def test_tokens_do_not_come_again_after_a_restart(world):
    first = world.log_in("admin@toolshed.test", "let-me-in-please")
    world.restart()
    assert world.log_in("admin@toolshed.test", "let-me-in-please") != first


def test_an_outsider_may_lose_every_reply(world):
    with pytest.raises(requests.ConnectionError, match="lost on the way"):
        world.outsider(Link(losing=1.0)).get(f"{TOOLSHED}/tools")


def test_a_stuck_worker_that_ends_late_disturbs_nobody():
    clock, lock = VirtualClock(Budget(), patience_seconds=0.2), Lock()

    def hold():
        with lock:
            clock.sleep(1.0)

    workers = [clock.spawn(name, hold) for name in ("one", "two")]
    with pytest.raises(WorkerStuck):
        clock.run()
    for worker in workers:
        worker.join(5)
    assert clock._main.locked(), "a turn was given that was over long ago"
