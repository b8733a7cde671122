"""Calls to the carrier: a single one, and one retry at a time for all messages."""

import requests

from labapp.services import Context, Dead, Delivered, Later, Message


def call(ctx: Context, message: Message, **headers: str) -> requests.Response:
    """Hand one message to the carrier."""
    body = {"to": message.to, "text": message.text}
    return ctx.http.post(f"{ctx.carrier_url}/messages", json=body, headers=headers, timeout=2.0)


def deliver_in_turn(ctx: Context, message: Message, **headers: str) -> Delivered | Later | Dead:
    """Deliver a message when it is its turn: one retry a second, none before Retry-After is over."""
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
        response = call(ctx, message, **headers)
    except requests.RequestException:
        return Later(ctx.chance.uniform(0.5, 2.5))
    if response.status_code in (400, 403, 404, 422):
        return Dead(f"refused: {response.status_code}")
    if not response.ok:
        ctx.shared["next call"] = now + float(response.headers.get("Retry-After", "0.5"))
        return Later(ctx.chance.uniform(0.5, 2.5))
    return Delivered(response.json()["id"])
