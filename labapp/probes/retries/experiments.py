"""Script the carrier, ask for a few messages, wait on the target's clock, and count."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..experiment import Judgement, Probes, Unmeasurable
from ..finding import Family, Side
from ..target import Target
from .counter import Counter
from .pauses import calls_too_early

OUTAGE_SECONDS = 3.0
BLIP_SECONDS = 2.0
MESSAGES = 4
MOST_CALLS_PER_MESSAGE = 5.0
RETRY_AFTER_SECONDS = 2
MANY = 80
FAILING_SHARE = 0.3
MOST_CALLS_WITH_FAILURES = 1.3
MOST_CALLS_WHEN_BUSY = 0.5


@contextmanager
def _at_the_counter(target: Target, name: str) -> Iterator[Counter]:
    if target.carrier is None:
        raise Unmeasurable("This target's carrier has no script.")
    target.carrier.recover()
    counter = Counter(target, f"{target.run_id} {name}")
    try:
        yield counter
    finally:
        target.carrier.recover()
        counter.wait_for(lambda: len(counter.answers) == len(counter.asked) and counter.queued == 0)
    if not counter.accepted:
        raise Unmeasurable(f"POST /notifications never took a message: {counter.told}.")


RETRIES = Probes(Family.RETRIES, _at_the_counter)
probe = RETRIES.probe


def _per_message(counter: Counter) -> float:
    return round(len(counter.calls) / len(counter.asked), 2)


def _judged(counter: Counter, when: str, most: float) -> Judgement:
    calls = _per_message(counter)
    return calls <= most, calls, f"{calls:g} calls per message {when}; up to {most:g} are fine."


STOP_CARRIER = "Stop the carrier for 3 s, POST /notifications four times, count the calls that reach it."


@probe(Side.ATTACK, "calls per message", STOP_CARRIER)
def calls_in_an_outage(counter: Counter) -> Judgement:
    """How often is a message tried in an outage?"""
    counter.target.carrier.go_down(OUTAGE_SECONDS)
    counter.ask(MESSAGES)
    counter.wait(OUTAGE_SECONDS)
    return _judged(counter, f"in {OUTAGE_SECONDS:g} s", MOST_CALLS_PER_MESSAGE)


RATE_LIMIT = "Answer 429 with Retry-After: 2, POST /notifications again a second later, and look who calls."


@probe(Side.ATTACK, "calls too early", RATE_LIMIT)
def calls_before_retry_after(counter: Counter) -> Judgement:
    """Who calls before Retry-After is over?"""
    counter.target.carrier.limit(per_second=1.0, retry_after_seconds=RETRY_AFTER_SECONDS)
    counter.ask(MESSAGES)
    counter.wait(RETRY_AFTER_SECONDS / 2)
    counter.ask(1)
    counter.wait(2 * OUTAGE_SECONDS)
    early = calls_too_early(counter.calls, RETRY_AFTER_SECONDS)
    told = f"{early} calls left after a 429 and before its {RETRY_AFTER_SECONDS} s were over."
    return early == 0, float(early), told


BUSY_AND_DOWN = "Stop the carrier for 3 s, POST /notifications 24 times meanwhile, count the calls."


@probe(Side.ATTACK, "calls per message", BUSY_AND_DOWN)
def calls_while_busy_and_down(counter: Counter) -> Judgement:
    """Does anybody stop calling while it is down?"""
    counter.target.carrier.go_down(OUTAGE_SECONDS)
    for _ in range(6):
        counter.ask(MESSAGES)
        counter.wait(OUTAGE_SECONDS / 6)
    return _judged(counter, "while it was down", MOST_CALLS_WHEN_BUSY)


SLOW = "Let the carrier take 5 s for each answer, POST /notifications twelve times, GET /tools."


@probe(Side.ATTACK, "visitors without an answer", SLOW)
def visitors_kept_waiting(counter: Counter) -> Judgement:
    """Carrier is slow: can anybody list the tools?"""
    counter.target.carrier.change(answer_seconds=5.0)
    counter.ask(3 * MESSAGES)
    counter.wait(0.5)
    kept = sum(not counter.tools_answered(patience_seconds=0.4) for _ in range(3))
    return kept == 0, float(kept), f"{kept} of 3 visitors got no list of tools in 0.4 s."


@probe(Side.ATTACK, "visitors without an answer", "Stop the carrier, POST /notifications, GET /tools.")
def visitors_turned_away(counter: Counter) -> Judgement:
    """Carrier is down: can anybody list the tools?"""
    counter.target.carrier.go_down(OUTAGE_SECONDS)
    counter.ask(3 * MESSAGES)
    counter.wait(0.5)
    turned_away = sum(not counter.tools_answered(patience_seconds=0.5) for _ in range(3))
    return turned_away == 0, float(turned_away), f"{turned_away} of 3 visitors got no list of tools in 0.5 s."


@probe(Side.ATTACK, "messages delivered twice", "Let the carrier accept and break the connection, then look.")
def deliveries_with_lost_replies(counter: Counter) -> Judgement:
    """Replies are lost: who gets a message twice?"""
    counter.target.carrier.change(losing=0.5)
    counter.ask(2 * MESSAGES)
    counter.wait_for(lambda: counter.accepted == len(counter.asked) and counter.queued == 0)
    twice = counter.delivered - len({call.text for call in counter.calls if call.delivered})
    return twice == 0, float(twice), f"{twice} deliveries too many for {len(counter.asked)} messages."


MANY_FAIL = "Let 30 % of calls fail, POST /notifications 80 times in 10 s, count the calls that reach it."


@probe(Side.ATTACK, "calls per message", MANY_FAIL)
def calls_under_random_failures(counter: Counter) -> Judgement:
    """Three calls in ten fail: how much more traffic?"""
    counter.target.carrier.change(failing=FAILING_SHARE)
    for _ in range(MANY // MESSAGES):
        counter.ask(MESSAGES)
        counter.wait(0.5)
    counter.wait_for(lambda: len({call.text for call in counter.calls}) == MANY)
    counter.wait(OUTAGE_SECONDS)
    return _judged(counter, f"where {FAILING_SHARE:.0%} fail", MOST_CALLS_WITH_FAILURES)


@probe(
    Side.CONTRACT, "calls per message", "With a healthy carrier, POST /notifications four times and count."
)
def once_when_healthy(counter: Counter) -> Judgement:
    """A good day: is each message sent once, promptly?"""
    counter.ask(MESSAGES)
    counter.wait_for(lambda: counter.delivered == MESSAGES, 5.0)
    held = counter.delivered == len(counter.calls) == MESSAGES
    return held, _per_message(counter), f"{counter.delivered} of {MESSAGES} delivered within 5 s."


@probe(Side.OVER_FIX, "messages lost", "Stop the carrier for 2 s, POST /notifications four times, wait.")
def lost_in_a_blip(counter: Counter) -> Judgement:
    """Two seconds of hiccup: does all arrive?"""
    counter.target.carrier.go_down(BLIP_SECONDS)
    counter.ask(MESSAGES)
    counter.wait_for(lambda: counter.arrived(MESSAGES) == MESSAGES)
    lost = MESSAGES - counter.arrived(MESSAGES)
    return lost == 0, float(lost), f"{lost} of {MESSAGES} messages did not arrive within 20 s."


@probe(Side.OVER_FIX, "messages stuck", "Stop the carrier for 3 s, then ask for four new messages.")
def stuck_after_an_outage(counter: Counter) -> Judgement:
    """After an outage: do new messages go out?"""
    counter.target.carrier.go_down(OUTAGE_SECONDS)
    counter.ask(MESSAGES)
    counter.wait(OUTAGE_SECONDS)
    counter.ask(MESSAGES)
    counter.wait_for(lambda: counter.arrived(MESSAGES) == MESSAGES)
    stuck = MESSAGES - counter.arrived(MESSAGES)
    return stuck == 0, float(stuck), f"{stuck} of {MESSAGES} new messages did not arrive within 20 s."


@probe(Side.OVER_FIX, "calls per message", "Let the carrier refuse the number (422), then read the message.")
def refusals_retried(counter: Counter) -> Judgement:
    """Refused for good: reported, and not retried?"""
    counter.target.carrier.change(refusing=True)
    counter.ask(1)
    counter.wait_for(lambda: counter.statuses() == ["dead"], 5.0)
    held = counter.statuses() == ["dead"] and len(counter.calls) == 1
    return held, _per_message(counter), f"{len(counter.calls)} calls; the backend says {counter.statuses()}."


@probe(
    Side.OVER_FIX,
    "messages unaccounted for",
    "After an outage, compare what was accepted with GET /notifications.",
)
def unaccounted(counter: Counter) -> Judgement:
    """Do sent, dead and queued add up?"""
    counter.target.carrier.go_down(OUTAGE_SECONDS)
    counter.ask(MESSAGES)
    counter.wait(OUTAGE_SECONDS)
    counter.wait_for(lambda: counter.accepted == MESSAGES)
    statuses = counter.statuses()
    unknown = max(0, counter.accepted - len(statuses))
    missing = unknown + max(0, statuses.count("sent") - counter.arrived(MESSAGES))
    return missing == 0, float(missing), f"{missing} messages are neither sent, dead nor queued."
