"""Exponential backoff until it works."""

import requests

from labapp.services import Context, Delivered, Message

from ..pull_request import PullRequest
from .shared_carrier_call import call as _call


def notify(ctx: Context, message: Message) -> Delivered:
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


PULL_REQUEST = PullRequest(
    "Back off exponentially",
    "It doubles its pause, so the carrier gets its rest.",
    notify,
    rejected_by="visitors_turned_away",
)
