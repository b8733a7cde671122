"""Statements in turns, a restart on the same database, and a way to Toolshed that loses replies."""

from threading import Lock

import pytest
import requests

from labapp.simulation.kill_switch import Budget
from labapp.simulation.network import Link
from labapp.simulation.virtual_clock import VirtualClock
from labapp.simulation.worker import WorkerStuck
from labapp.targets.addresses import TOOLSHED
from labapp.targets.mixture import mixture
from labapp.targets.simulated import SimulatedToolshed


@pytest.fixture
def toolshed():
    with SimulatedToolshed(mixture("naive")) as toolshed:
        toolshed.seen = []
        yield toolshed


def two_at_once(toolshed):
    """Ask for the list of tools twice at the same moment."""
    for _ in range(2):
        toolshed.clock.spawn("visitor", lambda: toolshed.http.get(f"{TOOLSHED}/tools"))
    toolshed.clock.run(toolshed.clock.now() + 1)
    return toolshed.seen


def test_without_it_a_request_runs_through(toolshed):
    toolshed.statements.at_statement = lambda *_: toolshed.seen.append(toolshed.clock.worker().name)
    assert len(set(two_at_once(toolshed)[:2])) == 1


def test_in_turns_two_requests_alternate(toolshed):
    with toolshed.statements.interleaved():
        wait = toolshed.statements.at_statement
        toolshed.statements.at_statement = lambda *asked: (
            toolshed.seen.append(toolshed.clock.worker().name),
            wait(*asked),
        )
        assert len(set(two_at_once(toolshed)[:2])) == 2


def test_who_has_written_does_not_wait(toolshed):
    toolshed.statements.at_statement = lambda statement, may_wait: toolshed.seen.append(
        (statement.split()[0], may_wait)
    )
    staff = toolshed.log_in("admin@toolshed.test", "let-me-in-please")
    toolshed.seen.clear()
    body = {"type": "payment", "kind": "payment", "member_id": 1, "amount_cents": 5}
    toolshed.http.post(f"{TOOLSHED}/ledger", json=body, headers=staff)
    assert ("INSERT", True) in toolshed.seen
    assert toolshed.seen[toolshed.seen.index(("INSERT", True)) + 1] == ("COMMIT", False)


def test_a_restart_forgets_what_was_only_in_memory(toolshed):
    shared = toolshed.app.extensions["toolshed"].shared
    shared["kept"] = "in memory"
    staff = toolshed.log_in("admin@toolshed.test", "let-me-in-please")
    toolshed.restart()
    assert "kept" not in toolshed.app.extensions["toolshed"].shared
    assert toolshed.http.get(f"{TOOLSHED}/members", headers=staff).ok


def test_tokens_do_not_come_again_after_a_restart(toolshed):
    first = toolshed.log_in("admin@toolshed.test", "let-me-in-please")
    toolshed.restart()
    assert toolshed.log_in("admin@toolshed.test", "let-me-in-please") != first


def test_an_outsider_may_lose_every_reply(toolshed):
    with pytest.raises(requests.ConnectionError, match="lost on the way"):
        toolshed.client_session(Link(losing=1.0)).get(f"{TOOLSHED}/tools")


def test_a_stuck_worker_that_ends_late_disturbs_nobody():
    clock, lock = VirtualClock(Budget(), stall_timeout_seconds=0.2), Lock()

    def hold():
        with lock:
            clock.sleep(1.0)

    workers = [clock.spawn(name, hold) for name in ("one", "two")]
    with pytest.raises(WorkerStuck):
        clock.run()
    for worker in workers:
        worker.join(5)
    assert clock._scheduler._dispatcher._main_turn.locked(), "a turn was given that was over long ago"
