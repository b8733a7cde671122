"""The line to the carrier: what its breaker and its budget let through, and how retries spread out."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
import requests

from labapp.fixed.notify import CAP_SECONDS, MAX_AGE_SECONDS, MAX_TRIES, Line, notify
from labapp.services import Context, Dead, Later, Message

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Clock:
    def __init__(self, seconds=0.0):
        self.seconds = seconds

    def now(self):
        return NOON.timestamp() + self.seconds

    def sleep(self, seconds):
        raise AssertionError("the fixed notify never waits")


@dataclass
class Down:
    """A carrier that is not there."""

    calls: int = 0
    options: dict[str, Any] = field(default_factory=dict)

    def post(self, url, **options):
        self.calls, self.options = self.calls + 1, options
        raise requests.ConnectionError("refused")


def context(seconds=0.0, **shared):
    return Context(None, Clock(seconds), Random(7), Down(), "http://carrier.test", lambda: "t", shared)


def message(attempts=1, key="k"):
    return Message(key, "+49", "Hello", attempts, NOON)


def opened():
    line = Line()
    for _ in range(line.FAILURES_TO_OPEN):
        line.failed(0.0)
    return line


def test_an_open_breaker_lets_nobody_through():
    assert not opened().may_call(Line.OPEN_SECONDS - 0.1, first=True)


def test_a_half_open_breaker_lets_one_call_through():
    line, later = opened(), Line.OPEN_SECONDS + 0.1
    assert [line.may_call(later, first=True) for _ in range(3)] == [True, False, False]


def test_success_closes_the_breaker():
    line = opened()
    line.worked(message())
    assert [line.may_call(0.0, first=True) for _ in range(3)] == [True, True, True]


def test_retries_are_paid_from_a_budget():
    line = Line()
    paid = sum(line.may_call(0.0, first=False) for _ in range(20))
    assert paid == line.MOST_RETRIES_SAVED


def test_first_tries_earn_retries():
    line = Line(retries_saved=0.0)
    for _ in range(10):
        line.may_call(0.0, first=True)
    assert line.retries_saved == pytest.approx(10 * line.RETRIES_PER_MESSAGE)


def test_retries_spread_over_the_whole_interval():
    pauses = []
    for number in range(200):
        ctx = context()
        ctx.chance.seed(number)
        pauses.append(notify(ctx, message()).seconds)
    assert min(pauses) < 0.05
    assert 0.45 < max(pauses) <= 0.5


def pause_after(tries):
    line = Line()
    line.tries["k"] = tries
    return notify(context(**{"line to the carrier": line}), message()).seconds


def test_pauses_grow_and_are_capped():
    pauses = [pause_after(tries) for tries in range(MAX_TRIES)]
    assert pauses == sorted(pauses)
    assert 10 * pauses[0] < pauses[-1] <= CAP_SECONDS


def test_the_first_call_stores_and_does_not_send():
    ctx = context()
    assert notify(ctx, message(attempts=0)) == Later(0.0)
    assert ctx.http.calls == 0


def test_it_gives_up_after_so_many_tries():
    ctx = context()
    ctx.shared["line to the carrier"] = Line()
    ctx.shared["line to the carrier"].tries["k"] = MAX_TRIES
    assert notify(ctx, message()) == Dead(f"given up: {MAX_TRIES} tries in 0 s")


def test_what_is_over_is_forgotten():
    line = Line()
    line.tries["k"] = MAX_TRIES
    notify(context(**{"line to the carrier": line}), message())
    assert not line.tries


def test_it_gives_up_when_the_message_is_old():
    assert isinstance(notify(context(MAX_AGE_SECONDS - 1), message()), Later)
    assert isinstance(notify(context(MAX_AGE_SECONDS + 1), message()), Dead)


def test_it_never_waits_long_for_an_answer():
    ctx = context()
    notify(ctx, message())
    assert ctx.http.options["timeout"] <= 2.0
