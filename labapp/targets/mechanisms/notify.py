"""The rest of the fix of 02: each mechanism wraps a `notify`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import requests

from labapp.fixed.notify import PERMANENT, Line
from labapp.services import Context, Dead, Delivered, Later, Message

from .mechanism import Mechanism
from .retry_after import retry_after_seconds

Outcome = Delivered | Later | Dead
Notify = Callable[[Context, Message], Outcome]


def send_in_worker(notify: Notify) -> Notify:
    """Send nothing inside the request: the first call, which comes from there, only stores."""

    def send(ctx: Context, message: Message) -> Outcome:
        if message.attempts == 0:
            return Later(0.0)
        return notify(ctx, replace(message, attempts=message.attempts - 1))

    return send


def send_idempotency_key(notify: Notify) -> Notify:
    """Send an idempotency key along: the same message again is then known to be the same."""

    def send(ctx: Context, message: Message) -> Outcome:
        key = {"Idempotency-Key": message.key}
        return notify(_with(ctx, lambda *to, **sent: ctx.http.post(*to, headers=key, **sent)), message)

    return send


def stop_at_refusal(notify: Notify) -> Notify:
    """Give up at once when the carrier refuses for good (most of 4xx)."""

    def send(ctx: Context, message: Message) -> Outcome:
        def post(*to: Any, **sent: Any) -> requests.Response:
            answer = ctx.http.post(*to, **sent)
            if answer.status_code in PERMANENT:
                raise _Refused(answer.status_code)
            return answer

        try:
            return notify(_with(ctx, post), message)
        except _Refused as refused:
            return Dead(f"the carrier refuses it: {refused}")

    return send


def share_circuit_breaker(notify: Notify) -> Notify:
    """Stop calling for all messages after a row of failures; then let one call try."""
    return _sharing(notify, _WithoutBudget)


def share_retry_budget(notify: Notify) -> Notify:
    """Let retries be a small share of all calls; the breaker stays in place, and is not put there twice."""
    return _sharing(notify, Line)


class _WithoutBudget(Line):
    """The line to the carrier with its breaker, and retries without a budget."""

    def _pay(self, now: float, *, first: bool) -> bool:
        return True


def _sharing(notify: Notify, kind: type[Line]) -> Notify:
    notify = getattr(notify, "unshared", notify)

    def send(ctx: Context, message: Message) -> Outcome:
        line: Line = ctx.shared.setdefault("line to the carrier", kind())
        if message.attempts == 0:
            return notify(ctx, message)
        now, tries, asked = ctx.clock.now(), line.tries[message.key], [0.0]
        if not line.may_call(now, first=tries == 0):
            return Later(line.rest_seconds(now) + ctx.chance.uniform(0.0, 2.0**tries))

        def post(*to: Any, **sent: Any) -> requests.Response:
            answer = ctx.http.post(*to, **sent)
            asked.append(retry_after_seconds(requests.RequestException(response=answer)))
            return answer

        line.tries[message.key] += 1
        outcome = notify(_with(ctx, post), replace(message, attempts=tries + 1))
        if isinstance(outcome, Delivered):
            line.worked(message)
        elif isinstance(outcome, Later):
            line.failed(now, asked[-1])
        else:
            line.give_up(message, outcome.reason)
        return outcome

    send.unshared = notify  # type: ignore[attr-defined]
    return send


class _Refused(Exception):
    """The carrier said no for good."""


@dataclass(frozen=True)
class _Posting:
    """An HTTP session of which a `notify` sees `post` only."""

    post: Callable[..., requests.Response]


def _with(ctx: Context, post: Callable[..., requests.Response]) -> Context:
    return replace(ctx, http=cast("requests.Session", _Posting(post)))


MECHANISMS = (
    Mechanism("send in the worker", send_in_worker, "visitors_kept_waiting"),
    Mechanism("idempotency key", send_idempotency_key, "deliveries_with_lost_replies"),
    Mechanism("refusals are final", stop_at_refusal, "refusals_retried"),
    Mechanism("circuit breaker", share_circuit_breaker, "calls_while_busy_and_down"),
    Mechanism("retry budget", share_retry_budget, "calls_under_random_failures"),
)
