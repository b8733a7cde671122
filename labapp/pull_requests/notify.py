"""Pull requests for notify: bounded and tidy, as a good assistant answers next; most still go wrong."""

from typing import Any

import requests

from labapp.services import Context, Dead, Delivered, Later, Message

from .pull_request import PullRequest


def _call(ctx: Context, message: Message, **headers: str) -> requests.Response:
    body = {"to": message.to, "text": message.text}
    return ctx.http.post(f"{ctx.carrier_url}/messages", json=body, headers=headers, timeout=2.0)


def three_attempts(ctx: Context, message: Message) -> Delivered | Dead:
    """Deliver one notification to the carrier."""
    for pause_seconds in (0.2, 0.6, 0.0):
        try:
            response = _call(ctx, message, **{"Idempotency-Key": message.key})
            response.raise_for_status()
            return Delivered(response.json()["id"])
        except requests.RequestException:
            ctx.clock.sleep(pause_seconds)
    return Dead("three attempts failed")


def endless_backoff(ctx: Context, message: Message) -> Delivered:
    """Deliver one notification to the carrier."""
    pause_seconds = 0.5
    while True:
        try:
            response = _call(ctx, message, **{"Idempotency-Key": message.key})
            response.raise_for_status()
            return Delivered(response.json()["id"])
        except requests.RequestException:
            ctx.clock.sleep(pause_seconds)
            pause_seconds *= 2


def breaker_that_stays_open(ctx: Context, message: Message) -> Delivered | Later:
    """Deliver one notification to the carrier."""
    if message.attempts == 0:
        return Later(0.0)
    if ctx.shared.get("failures", 0) >= 5:
        return Later(5.0)
    try:
        response = _call(ctx, message, **{"Idempotency-Key": message.key})
        response.raise_for_status()
    except requests.RequestException:
        ctx.shared["failures"] = ctx.shared.get("failures", 0) + 1
        return Later(ctx.chance.uniform(0.0, 2.0**message.attempts))
    ctx.shared["failures"] = 0
    return Delivered(response.json()["id"])


def tidy_queue(ctx: Context, message: Message) -> Delivered | Later:
    """Deliver one notification to the carrier."""
    if message.attempts == 0:
        return Later(0.0)
    if message.attempts > 2:
        return Delivered("dropped")  # old reminders are no use, keep the queue clean
    try:
        response = _call(ctx, message, **{"Idempotency-Key": message.key})
        response.raise_for_status()
    except requests.RequestException:
        return Later(0.5)
    return Delivered(response.json()["id"])


def retries_everything(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    if message.attempts == 0:
        return Later(0.0)
    if message.attempts > 20:
        return Dead("twenty attempts failed")
    try:
        response = _call(ctx, message, **{"Idempotency-Key": message.key})
        response.raise_for_status()
    except requests.RequestException:
        return Later(ctx.chance.uniform(0.0, min(30.0, 0.5 * 2.0**message.attempts)))
    return Delivered(response.json()["id"])


def rate_limits_are_a_suggestion(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    if message.attempts == 0:
        return Later(0.0)
    try:
        response = _call(ctx, message, **{"Idempotency-Key": message.key})
    except requests.RequestException:
        return Later(1.0)
    if response.ok:
        return Delivered(response.json()["id"])
    if response.status_code in (400, 403, 404, 422):
        return Dead(f"refused: {response.status_code}")
    return Later(1.0)


def no_key(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    return _one_retry_at_a_time(ctx, message)


def one_retry_at_a_time(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    return _one_retry_at_a_time(ctx, message, **{"Idempotency-Key": message.key})


def _one_retry_at_a_time(ctx: Context, message: Message, **headers: str) -> Delivered | Later | Dead:
    now, tried = ctx.clock.now(), ctx.shared.setdefault("tried", set())
    if message.attempts == 0:
        return Later(0.0)
    if (ctx.now() - message.queued_at).total_seconds() > 900:
        return Dead("nobody needs it any more")
    turn = "next retry" if message.key in tried else "next call"
    if now < max(ctx.shared.get(turn, 0.0), ctx.shared.get("next call", 0.0)):
        return Later(ctx.chance.uniform(0.2, 1.0))
    if turn == "next retry":
        ctx.shared["next retry"] = now + 1.0
    tried.add(message.key)
    try:
        response = _call(ctx, message, **headers)
    except requests.RequestException:
        return Later(ctx.chance.uniform(0.5, 2.5))
    if response.status_code in (400, 403, 404, 422):
        return Dead(f"refused: {response.status_code}")
    if not response.ok:
        ctx.shared["next call"] = now + float(response.headers.get("Retry-After", "0.5"))
        return Later(ctx.chance.uniform(0.5, 2.5))
    return Delivered(response.json()["id"])


def one_ugly_loop(c: Context, m: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    s: dict[Any, Any] = c.shared
    t = c.clock.now()
    if m.attempts < 1:
        return Later(0.0)
    n = s.get(m.key, 0)
    if n > 6 or m.attempts > 300:
        return Dead("gave up")
    while True:  # left by break only when the call may be made
        if t < s.get("wait", 0.0):
            return Later(s["wait"] - t + c.chance.random())
        if n > 0 and s.get("coins", 3.0) + (t - s.get("when", t)) / 2.0 < 1.0:
            return Later(1.0 + c.chance.random())
        break
    if n > 0:
        s["coins"] = min(3.0, s.get("coins", 3.0) + (t - s.get("when", t)) / 2.0) - 1.0
        s["when"] = t
    s[m.key] = n + 1
    try:
        r = _call(c, m, **{"Idempotency-Key": m.key})
    except requests.RequestException:
        return Later(c.chance.uniform(0.0, 2.0 ** min(n, 5)))
    if 200 <= r.status_code < 300:
        return Delivered(r.json()["id"])
    if 400 <= r.status_code < 500 and r.status_code not in (408, 429):
        return Dead("carrier said " + str(r.status_code))
    s["wait"] = t + (float(r.headers["Retry-After"]) if "Retry-After" in r.headers else 0.5)
    return Later(c.chance.uniform(0.0, 2.0 ** min(n, 5)))


PULL_REQUESTS = (
    PullRequest(
        "Limit retries to three attempts",
        "Bounded, short pauses, an idempotency key: what most of us would write.",
        three_attempts,
        "lost_in_a_blip",
    ),
    PullRequest(
        "Back off exponentially",
        "It doubles its pause, so the carrier gets its rest.",
        endless_backoff,
        "visitors_turned_away",
    ),
    PullRequest(
        "Add a circuit breaker",
        "After five failures it stops calling, for everybody.",
        breaker_that_stays_open,
        "stuck_after_an_outage",
    ),
    PullRequest(
        "Keep the queue clean",
        "A reminder from this morning is no use tonight, so why keep it?",
        tidy_queue,
        "unaccounted",
    ),
    PullRequest(
        "Retry in the worker, with full jitter",
        "Bounded, jittered, capped, outside of the request. It treats every error alike.",
        retries_everything,
        "refusals_retried",
    ),
    PullRequest(
        "Tell permanent errors from passing ones",
        "It reads the status and gives up where it should. One second is a polite pause.",
        rate_limits_are_a_suggestion,
        "calls_before_retry_after",
    ),
    PullRequest(
        "Let one retry go at a time",
        "A worker, a pause for all, Retry-After obeyed.",
        no_key,
        "deliveries_with_lost_replies",
    ),
    PullRequest(
        "Let one retry go at a time, under one key",
        "Nothing here is called a breaker or a budget.",
        one_retry_at_a_time,
    ),
    PullRequest(
        "Fix retries (sorry about the style)",
        "All of it in one place; its author had little time for names.",
        one_ugly_loop,
    ),
)
