"""Three attempts inside of the request, with short pauses."""

import requests

from labapp.services import Context, Dead, Delivered, Message

from ..pull_request import PullRequest
from .shared_carrier_call import call as _call


def notify(ctx: Context, message: Message) -> Delivered | Dead:
    """Deliver one notification to the carrier."""
    for pause_seconds in (0.2, 0.6, 0.0):
        try:
            response = _call(ctx, message, **{"Idempotency-Key": message.key})
            response.raise_for_status()
            return Delivered(response.json()["id"])
        except requests.RequestException:
            ctx.clock.sleep(pause_seconds)
    return Dead("three attempts failed")


PULL_REQUEST = PullRequest(
    "Limit retries to three attempts",
    "Bounded, short pauses, an idempotency key: what most of us would write.",
    notify,
    rejected_by="lost_in_a_blip",
)
