"""A circuit breaker that counts failures for all messages."""

import requests

from labapp.services import Context, Delivered, Later, Message

from ..pull_request import PullRequest
from .shared_carrier_call import call as _call


def notify(ctx: Context, message: Message) -> Delivered | Later:
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


PULL_REQUEST = PullRequest(
    "Add a circuit breaker",
    "After five failures it stops calling, for everybody.",
    notify,
    rejected_by="stuck_after_an_outage",
)
