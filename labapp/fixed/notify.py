"""Deliver notifications: bounded, and nothing lost.

Prompt: "Generate an endpoint to send notifications. The carrier will be down, slow and rate-limited, and
replies get lost. Never wait for it inside a request; try a few times, further and further apart, at random
moments; obey Retry-After; stop calling while it is down; what you give up stays on record."
"""

from collections import Counter
from dataclasses import dataclass, field

import requests

from labapp.services import Context, Dead, Delivered, Later, Message

TIMEOUT_SECONDS = 2.0
MAX_TRIES = 8
MAX_AGE_SECONDS = 900.0
BASE_SECONDS, CAP_SECONDS = 0.5, 60.0
PERMANENT = {400, 403, 404, 410, 413, 422}


def notify(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    line: Line = ctx.shared.setdefault("line to the carrier", Line())
    tries = line.tries[message.key]
    if message.attempts == 0:
        return Later(0.0)  # a request stores the message; the worker sends it
    if tries >= MAX_TRIES or _age_seconds(ctx, message) > MAX_AGE_SECONDS:
        return line.give_up(message, f"{tries} tries in {_age_seconds(ctx, message):.0f} s")
    if not line.may_call(ctx.clock.now(), first=tries == 0):
        return Later(line.rest_seconds(ctx.clock.now()) + _full_jitter(ctx, tries + 2))
    line.tries[message.key] += 1
    try:
        response = ctx.http.post(
            f"{ctx.carrier_url}/messages",
            json={"to": message.to, "text": message.text},
            headers={"Idempotency-Key": message.key},
            timeout=TIMEOUT_SECONDS,
        )
    except requests.RequestException:
        line.failed(ctx.clock.now())
        return Later(_full_jitter(ctx, tries))
    if response.ok:
        line.worked(message)
        return Delivered(carrier_id=response.json()["id"])
    if response.status_code in PERMANENT:
        return line.give_up(message, f"the carrier refuses it: {response.status_code}")
    line.failed(ctx.clock.now(), pause := _retry_after_seconds(response))
    return Later(pause + _full_jitter(ctx, tries))


@dataclass
class Line:
    """What all messages share: a circuit breaker with one trial call, and a retry budget."""

    FAILURES_TO_OPEN = 5
    OPEN_SECONDS = 3.0
    RETRIES_PER_MESSAGE = 0.1
    RETRIES_PER_SECOND = 0.5
    MOST_RETRIES_SAVED = 4.0

    tries: Counter[str] = field(default_factory=Counter)
    failures: int = 0
    open_until: float = 0.0
    retries_saved: float = MOST_RETRIES_SAVED
    counted_at: float = 0.0

    def may_call(self, now: float, *, first: bool) -> bool:
        """Tell whether a call may go out now; a retry pays for it."""
        if now < self.open_until or not self._pay(now, first=first):
            return False
        if self.failures >= self.FAILURES_TO_OPEN:
            self.open_until = now + self.OPEN_SECONDS  # half open: this call is the trial
        return True

    def rest_seconds(self, now: float) -> float:
        """Return for how many seconds nobody may call."""
        return max(0.0, self.open_until - now)

    def worked(self, message: Message) -> None:
        """Close the circuit, forget the message."""
        self.failures, self.open_until = 0, 0.0
        del self.tries[message.key]

    def give_up(self, message: Message, reason: str) -> Dead:
        """Forget the message; it stays on record as dead, with its reason."""
        del self.tries[message.key]
        return Dead(f"given up: {reason}")

    def failed(self, now: float, pause_seconds: float = 0.0) -> None:
        """Count a failure; open the circuit after a row of them, or for as long as the carrier asks."""
        self.failures += 1
        opens = self.OPEN_SECONDS if self.failures >= self.FAILURES_TO_OPEN else 0.0
        self.open_until = now + max(opens, pause_seconds)

    def _pay(self, now: float, *, first: bool) -> bool:
        earned = (now - self.counted_at) * self.RETRIES_PER_SECOND + first * self.RETRIES_PER_MESSAGE
        self.retries_saved = min(self.MOST_RETRIES_SAVED, self.retries_saved + earned)
        self.counted_at = now
        if not first and self.retries_saved < 1.0:
            return False
        self.retries_saved -= not first
        return True


def _full_jitter(ctx: Context, tries: int) -> float:
    return ctx.chance.uniform(0.0, min(CAP_SECONDS, BASE_SECONDS * 2.0**tries))


def _retry_after_seconds(response: requests.Response) -> float:
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isdecimal() else 0.0


def _age_seconds(ctx: Context, message: Message) -> float:
    return (ctx.now() - message.queued_at).total_seconds()
