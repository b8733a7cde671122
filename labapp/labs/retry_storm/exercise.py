"""The exercise of 02: a `notify` that stops, spreads out, and leaves the waiting to the outbox."""

from collections import Counter
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

from labapp.naive import NAIVE
from labapp.services import Dead, Delivered, Later
from labapp.simulation.carrier_script import CarrierScript, Outage, RateLimit
from labapp.targets.simulated import SimulatedToolshed
from labapp.workshop.exercise import Exercise, Step, StepResult, find_function

from .scenario import Storm, StormPlan
from .senders import SENDERS, Notify, Run, run

MOST_CALLS_PER_MESSAGE = 10
MAX_AT_ONCE = SENDERS // 4
AT_ONCE_SECONDS = 0.05
RETRY_AFTER_SECONDS = 3
OUTAGE_SECONDS = 20.0
HOUR = 3600.0


def stops(notify: Notify) -> StepResult:
    """Carrier is down for an hour: how often is a message tried?"""
    good_day = run(notify, CarrierScript(), 30.0)
    if len(good_day.arrived) < SENDERS or len(good_day.calls) > SENDERS:
        arrived = f"{len(good_day.arrived)} of {SENDERS} messages arrived"
        measured = f"On a good day {arrived}, in {len(good_day.calls)} calls."
        return StepResult(False, measured, "When Carrier answers 202, return Delivered, and call no more.")
    seen = run(notify, CarrierScript(outages=(Outage(0.0, HOUR),)), HOUR, senders=10)
    each = max(Counter(call.text for call in seen.calls).values(), default=0)
    if each > MOST_CALLS_PER_MESSAGE or seen.stopped_because:
        measured = (
            f"In an hour without Carrier one message was tried {each} times, and there we stopped the run."
        )
        return StepResult(
            False, measured, f"At most {MOST_CALLS_PER_MESSAGE} tries a message, then return Dead(reason)."
        )
    allowed = f"at most {MOST_CALLS_PER_MESSAGE}"
    return StepResult(True, f"In an hour without Carrier each message was tried {each} times ({allowed}).")


def spreads_out(notify: Notify) -> StepResult:
    """Forty fail together: do they come back together, and do they obey Retry-After?"""
    seen = run(notify, CarrierScript(outages=(Outage(0.0, 10.0),)), 60.0)
    later = [call.seconds for call in seen.calls if call.seconds > AT_ONCE_SECONDS]
    if len(later) < SENDERS // 2:
        return StepResult(
            False,
            f"After the first try only {len(later)} calls came.",
            "Try again after a pause: return Later(seconds).",
        )
    at_once = _at_once(later)
    if at_once > MAX_AT_ONCE:
        measured = f"{at_once} of {SENDERS} senders came back within the same {AT_ONCE_SECONDS:g} s."
        return StepResult(False, measured, "Make the pause random: ctx.chance.uniform(0, longest).")
    limit = RateLimit(per_second=5.0, retry_after_seconds=RETRY_AFTER_SECONDS)
    told = run(notify, CarrierScript(limit=limit), 30.0)
    early, together = _early(told), _at_once([call.seconds for call in told.calls if call.seconds > 1.0])
    if early or together > MAX_AT_ONCE:
        came = f"{early} calls came before it was over" if early else f"{together} came back at once"
        measured = f"They spread out. But told to stay away for {RETRY_AFTER_SECONDS} s, {came}."
        return StepResult(False, measured, "Add both: Later(retry_after_seconds(error) + a random pause).")
    most = f"{max(at_once, together)} of {SENDERS} came back at once (at most {MAX_AT_ONCE})"
    return StepResult(True, f"{most}, and nobody before Retry-After was over.")


def _at_once(seconds: list[float]) -> int:
    return max((sum(t <= s < t + AT_ONCE_SECONDS for s in seconds) for t in seconds), default=0)


def _early(told: Run) -> int:
    return sum(
        earlier.status == 429 and later.seconds - earlier.seconds < RETRY_AFTER_SECONDS
        for calls in told.by_message().values()
        for earlier, later in pairwise(calls)
    )


WAIT_OUTSIDE = (
    "Call Carrier once in each call of notify. If that fails, return Later(seconds): "
    "the outbox calls notify again."
)


def waits_in_the_outbox(notify: Notify) -> StepResult:
    """Nobody waits inside notify; a short outage loses nothing; a long one ends on record."""
    seen = run(notify, CarrierScript(outages=(Outage(0.0, OUTAGE_SECONDS),)), 600.0)
    if seen.stopped_because:
        away = f"Carrier was away for {OUTAGE_SECONDS:.0f} s"
        measured = f"{away}, and notify never came back: {seen.stopped_because}."
        return StepResult(False, measured, WAIT_OUTSIDE)
    if seen.longest_seconds > 1.0:
        measured = (
            f"One call of notify took {seen.longest_seconds:.0f} s. Whoever asked for it waited as long."
        )
        return StepResult(False, measured, WAIT_OUTSIDE)
    sent = sum(isinstance(outcome, Delivered) for outcome in seen.outcomes.values())
    if sent > len(seen.arrived):
        measured = f"{sent} messages were reported as delivered, {len(seen.arrived)} arrived."
        return StepResult(
            False, measured, "Delivered is for a message that Carrier took. The other word is Dead."
        )
    lost = SENDERS - len(seen.arrived)
    if lost:
        away = f"Carrier was away for {OUTAGE_SECONDS:.0f} s"
        measured = f"{away}, and {lost} of {SENDERS} messages never arrived."
        return StepResult(
            False, measured, "Try for longer before Dead: let the pauses grow, double them each time."
        )
    return _on_record(notify)


def _on_record(notify: Notify) -> StepResult:
    seen = run(notify, CarrierScript(outages=(Outage(0.0, 24 * HOUR),)), 24 * HOUR, senders=10)
    waiting = sum(isinstance(outcome, Later) for outcome in seen.outcomes.values())
    dead = sum(isinstance(outcome, Dead) for outcome in seen.outcomes.values())
    if waiting or dead < 10:
        return StepResult(
            False, f"After a day without Carrier {waiting} of 10 still try.", "Some day return Dead(reason)."
        )
    return StepResult(
        True, "An outage of 20 s loses nothing; after a day without Carrier each message is recorded as dead."
    )


HINTS = (
    "The loop is the problem, not the call. `notify` need not wait at all: it is called again. "
    "`message.attempts` says how often it was called before.",
    "One try for each call. When it fails, return `Later(seconds)`; after some tries return `Dead(reason)`. "
    "Import both. Seconds: random, growing, and never less than `retry_after_seconds(error)`.",
    "`while True:` becomes `if message.attempts < 8:`. `continue` becomes "
    "`return Later(retry_after_seconds(error) + ctx.chance.uniform(0, 2**message.attempts))`. "
    'The last line of the function is `return Dead("eight tries failed")`.',
)


def storm(notify: Notify) -> dict[str, Any]:
    """Return the columns of the storm of 02, with this `notify` in the backend."""
    plan = StormPlan()
    with SimulatedToolshed(replace(NAIVE, notify=notify), plan.settings) as toolshed:
        seen = Storm(plan, toolshed)
        for _ in seen.run():
            pass
    return asdict(seen.columns)


EXERCISE = Exercise(
    find_function("notify", "ctx", "message"),
    (
        Step("stops", "It stops", stops),
        Step("spreads_out", "It spreads out, and obeys Retry-After", spreads_out),
        Step("gives_up", "It leaves the waiting to the outbox", waits_in_the_outbox),
    ),
    HINTS,
    observe=storm,
    replay_module="panel",
)
