"""The scheduler: who gets the turn, in which order, and when the main thread has it again."""

import threading
import time

import pytest

from labapp.simulation.clock import EPOCH
from labapp.simulation.kill_switch import Budget, KillSwitch
from labapp.simulation.scheduler import FOREVER, Scheduler
from labapp.simulation.worker import WorkerStuck


@pytest.fixture
def plug():
    return KillSwitch(Budget())


@pytest.fixture
def scheduler(plug):
    made = Scheduler(plug, stall_timeout_seconds=0.2)
    yield made
    plug.activate("the test is over")
    made.unwind()


def sleep(scheduler, seconds):
    return scheduler.park(scheduler.current(), scheduler.now + seconds)


def test_of_those_due_together_whoever_was_added_first_goes_first(scheduler):
    order = []
    for name in ("one", "two", "three"):
        scheduler.spawn(name, lambda name=name: order.append(name))
    scheduler.run()
    assert order == ["one", "two", "three"]


def test_a_timer_set_before_a_wake_no_longer_counts(scheduler):
    seen = []
    sleeper = scheduler.spawn("sleeper", lambda: seen.extend([sleep(scheduler, 5.0), sleep(scheduler, 9.0)]))
    scheduler.spawn("friend", lambda: (sleep(scheduler, 1.0), scheduler.wake(sleeper)))
    scheduler.run()
    assert (seen, scheduler.now) == ([True, False], EPOCH + 10)


def test_the_main_thread_has_the_turn_as_soon_as_the_awaited_worker_is_done(scheduler):
    scheduler.spawn("other", lambda: sleep(scheduler, 9.0))
    scheduler.run_until_done(scheduler.spawn("awaited", lambda: sleep(scheduler, 2.0)))
    assert (scheduler.unfinished, scheduler.now) == (["other"], EPOCH + 2)


def test_only_its_own_worker_is_current(scheduler, plug):
    seen, other = [], Scheduler(plug, stall_timeout_seconds=0.2)
    worker = scheduler.spawn("asking", lambda: seen.extend([scheduler.current(), other.current()]))
    scheduler.run()
    assert [*seen, scheduler.current()] == [worker, None, None]


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_that_give_the_turn_on_are_not_stuck_however_long_it_takes(scheduler, workers):
    end = time.monotonic() + 1.0

    def work():
        while time.monotonic() < end:
            sleep(scheduler, 1.0)
            time.sleep(0.01)

    for number in range(workers):
        scheduler.spawn(f"busy-{number}", work)
    scheduler.run()
    assert scheduler.unfinished == []


def test_a_worker_that_keeps_the_turn_is_named_and_the_others_end(scheduler, plug):
    let_go = threading.Event()
    scheduler.spawn("idle", lambda: scheduler.park(scheduler.current(), FOREVER))
    stubborn = scheduler.spawn("stubborn", lambda: let_go.wait(20))
    with pytest.raises(WorkerStuck, match="stubborn waits for something real"):
        scheduler.run()
    assert (scheduler.unfinished, plug.reason) == (["stubborn"], "interrupted")
    let_go.set()
    stubborn.join()
