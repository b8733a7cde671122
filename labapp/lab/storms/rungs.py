"""The rest of the fix, rung by rung: each wraps a `notify` in one mechanism, and one probe sees what it adds.

The learner's part of the fix is the exercise; these parts are supplied.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import requests

from labapp.fixed.notify import PERMANENT, Line
from labapp.naive import NAIVE
from labapp.probes.finding import Verdict
from labapp.probes.retries import PROBES
from labapp.services import Context, Dead, Delivered, Later, Message

from ..exercises import solved_notify
from ..targets.target import in_lab
from .supplied import retry_after_seconds

if TYPE_CHECKING:
    import pandas as pd

Outcome = Delivered | Later | Dead
Notify = Callable[[Context, Message], Outcome]


@dataclass(frozen=True)
class Rung:
    """One mechanism: its name, how it wraps a `notify`, and the probe that sees what it adds."""

    name: str
    wrap: Callable[[Notify], Notify]
    probe: str


def send_in_the_worker(notify: Notify) -> Notify:
    """Send nothing inside the request: the first call, which comes from there, only stores."""

    def stored(ctx: Context, message: Message) -> Outcome:
        if message.attempts == 0:
            return Later(0.0)
        return notify(ctx, replace(message, attempts=message.attempts - 1))

    return stored


def name_the_message(notify: Notify) -> Notify:
    """Send an idempotency key along: the same message again is then known to be the same."""

    def named(ctx: Context, message: Message) -> Outcome:
        key = {"Idempotency-Key": message.key}
        return notify(_with(ctx, lambda *to, **sent: ctx.http.post(*to, headers=key, **sent)), message)

    return named


def take_no_for_an_answer(notify: Notify) -> Notify:
    """Give up at once when the carrier refuses for good (most of 4xx)."""

    def told(ctx: Context, message: Message) -> Outcome:
        def post(*to: Any, **sent: Any) -> requests.Response:
            answer = ctx.http.post(*to, **sent)
            if answer.status_code in PERMANENT:
                raise _Refused(answer.status_code)
            return answer

        try:
            return notify(_with(ctx, post), message)
        except _Refused as refused:
            return Dead(f"the carrier refuses it: {refused}")

    return told


def share_a_breaker(notify: Notify) -> Notify:
    """Stop calling for all messages after a row of failures; then let one call try."""
    return _on_a_line(notify, _Unlimited)


def share_a_budget(notify: Notify) -> Notify:
    """Let retries be a small share of all calls, with the breaker still in place."""
    return _on_a_line(notify, Line)


RUNGS = (
    Rung("send in the worker", send_in_the_worker, "visitors_kept_waiting"),
    Rung("idempotency key", name_the_message, "deliveries_with_lost_replies"),
    Rung("refusals are final", take_no_for_an_answer, "refusals_retried"),
    Rung("circuit breaker", share_a_breaker, "calls_while_busy_and_down"),
    Rung("retry budget", share_a_budget, "calls_under_random_failures"),
)
WATCHED = {"calls_in_an_outage", "calls_before_retry_after", *(rung.probe for rung in RUNGS)}


def ladder() -> "pd.DataFrame":
    """Switch the rungs on, one after the other, over the exercise's solution; return a table."""
    import pandas as pd

    rows = []
    notify: Notify = solved_notify.notify
    for rung in RUNGS:
        above = climbed(rung, notify)
        before, after = (_measured(each, rung.probe) for each in (notify, above))
        rows.append((rung.name, before.question, before.measure, after.measure, before.unit))
        notify = above
    columns = ["switched on", "question", "before", "after", "unit"]
    return pd.DataFrame(rows, columns=columns).set_index("switched on")


def climb() -> "pd.DataFrame":
    """Put every rung to every attack; return a table of what was measured, ✗ where it is broken."""
    import pandas as pd

    notify: Notify = solved_notify.notify
    heights = {"your loop": notify}
    for rung in RUNGS:
        notify = heights[f"+ {rung.name}"] = climbed(rung, notify)
    found = {name: _attacked(each) for name, each in heights.items()}
    return pd.DataFrame(found).rename_axis("question")


def _attacked(notify: Notify) -> dict[str, str]:
    signs = {Verdict.HELD: "✓", Verdict.BROKEN: "✗"}
    with in_lab(replace(NAIVE, notify=notify)) as target:
        found = {probe.__doc__ or "": probe(target) for probe in PROBES if probe.__name__ in WATCHED}
    return {question: f"{seen.measure:g} {signs[seen.verdict]}" for question, seen in found.items()}


def climbed(rung: Rung, notify: Notify) -> Notify:
    """Return a `notify` with one more rung; a budget takes the place of a breaker alone."""
    below = getattr(notify, "below_the_line", notify)
    return rung.wrap(below)


@dataclass(frozen=True)
class _Measure:
    question: str
    measure: float | None
    unit: str


def _measured(notify: Notify, name: str) -> _Measure:
    probe = next(probe for probe in PROBES if probe.__name__ == name)
    with in_lab(replace(NAIVE, notify=notify)) as target:
        found = probe(target)
    return _Measure(probe.__doc__ or "", found.measure, found.unit)


class _Unlimited(Line):
    """The line to the carrier with its breaker, and retries without a budget."""

    def _pay(self, now: float, *, first: bool) -> bool:
        return True


def _on_a_line(notify: Notify, kind: type[Line]) -> Notify:
    def on_the_line(ctx: Context, message: Message) -> Outcome:
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

    on_the_line.below_the_line = notify  # type: ignore[attr-defined]
    return on_the_line


class _Refused(Exception):
    """The carrier said no for good."""


@dataclass(frozen=True)
class _Posting:
    """An HTTP session of which a `notify` sees `post` only."""

    post: Callable[..., requests.Response]


def _with(ctx: Context, post: Callable[..., requests.Response]) -> Context:
    return replace(ctx, http=cast("requests.Session", _Posting(post)))
