"""Virtual time: ordinary blocking code, one worker at a time, the same story every time."""

import threading
import time
from contextlib import suppress

import pytest

from labapp.simulation.clock import EPOCH
from labapp.simulation.kill_switch import Budget, RunStopped
from labapp.simulation.virtual_clock import VirtualClock
from labapp.simulation.worker import WorkerStuck


@pytest.fixture
def clock():
    made = VirtualClock(stall_timeout_seconds=0.5)
    yield made
    made.stop()


def ticker(clock, name, every, times):
    def work():
        for _ in range(times):
            clock.sleep(every)
            clock.record("tick")

    return clock.spawn(name, work)


def test_workers_wake_in_order_of_virtual_time(clock):
    ticker(clock, "slow", 3.0, 2)
    ticker(clock, "quick", 2.0, 3)
    clock.run()
    assert [(when, who) for when, who, _ in clock.log] == [
        (2.0, "quick"), (3.0, "slow"), (4.0, "quick"), (6.0, "slow"), (6.0, "quick"),
    ]  # fmt: skip


def test_an_hour_takes_no_time():
    clock = VirtualClock(Budget(virtual_seconds=7200))
    began = time.monotonic()
    ticker(clock, "patient", 3600.0, 1)
    clock.run()
    assert clock.now() == EPOCH + 3600
    assert time.monotonic() - began < 1


def test_run_stops_at_a_moment_and_goes_on(clock):
    ticker(clock, "quick", 2.0, 3)
    clock.run(until=EPOCH + 3)
    assert (clock.elapsed, len(clock.log)) == (3.0, 1)
    clock.run()
    assert (clock.elapsed, len(clock.log)) == (6.0, 3)


def test_a_clock_set_forward_leaves_the_time_between_unlived(clock):
    ticker(clock, "quick", 2.0, 3)
    clock.run(until=EPOCH + 1)
    clock.skip(1_000_000.0)
    assert (clock.now(), clock.elapsed, clock.log) == (EPOCH + 1_000_001, 1.0, [])
    clock.run()
    assert [when for when, _, _ in clock.log] == [1.0, 3.0, 5.0]


def test_sleep_outside_a_worker_lets_the_others_work(clock):
    ticker(clock, "quick", 2.0, 3)
    clock.sleep(5.0)
    assert (clock.elapsed, len(clock.log)) == (5.0, 2)


def test_a_parked_worker_can_be_woken_early(clock):
    woken = []
    sleeper = clock.spawn("sleeper", lambda: woken.append((clock.park(EPOCH + 100), clock.elapsed)))
    clock.spawn("friend", lambda: (clock.sleep(7.0), clock.wake(sleeper)))
    clock.run()
    assert woken == [(True, 7.0)]
    assert clock.elapsed == 7.0


def test_call_returns_what_the_work_returned_while_others_live_on(clock):
    ticker(clock, "quick", 2.0, 3)
    assert clock.call(lambda: clock.sleep(5.0) or "done") == "done"
    assert len(clock.log) == 2


def test_an_error_in_a_worker_reaches_the_caller(clock):
    clock.spawn("broken", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        clock.run()


def test_a_worker_that_waits_for_something_real_is_named(clock):
    never = threading.Event()
    clock.spawn("stubborn", lambda: never.wait(20))
    with pytest.raises(WorkerStuck, match="stubborn waits for something real"):
        clock.run()
    never.set()


def endless(clock):
    while True:
        try:
            clock.sleep(1.0)
        except Exception:
            continue


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        (Budget(virtual_seconds=50), "50 virtual seconds"),
        (Budget(processor_seconds=0.2, virtual_seconds=1e9), "0.2 seconds of processor time"),
    ],
)
def test_a_spent_budget_pulls_the_plug_and_leaves_nothing_running(budget, reason):
    clock = VirtualClock(budget)
    for number in range(3):
        clock.spawn(f"endless-{number}", lambda: endless(clock))
    clock.run()
    assert reason in clock.kill_switch.reason
    assert clock.unfinished == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("endless")]


def test_with_the_plug_pulled_every_call_refuses(clock):
    clock.stop()
    with pytest.raises(RunStopped, match="over"):
        clock.now()
    with pytest.raises(RunStopped):
        clock.sleep(1)


def test_a_worker_that_swallows_even_that_is_parked_and_named():
    def shameless():
        while True:
            with suppress(BaseException):
                clock.sleep(1.0)

    clock = VirtualClock(Budget(virtual_seconds=10))
    clock.spawn("shameless", shameless)
    clock.run()
    assert clock.unfinished == ["shameless"]


def test_interrupting_the_run_pulls_the_plug(clock):
    def interrupt():
        clock.sleep(3.0)
        raise KeyboardInterrupt

    clock.spawn("other", lambda: endless(clock))
    clock.spawn("stop button", interrupt)
    with pytest.raises(KeyboardInterrupt):
        clock.run(EPOCH + 10)
    clock.stop()
    assert clock.unfinished == []
