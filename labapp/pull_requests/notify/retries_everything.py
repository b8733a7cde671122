"""Retries in the worker, with exponential backoff and full jitter."""

import requests

from labapp.services import Context, Dead, Delivered, Later, Message

from ..pull_request import PullRequest
from .shared_carrier_call import call


def notify(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    if message.attempts == 0:
        return Later(0.0)
    if message.attempts > 20:
        return Dead("twenty attempts failed")
    try:
        response = call(ctx, message, **{"Idempotency-Key": message.key})
        response.raise_for_status()
    except requests.RequestException:
        return Later(ctx.chance.uniform(0.0, min(30.0, 0.5 * 2.0**message.attempts)))
    return Delivered(response.json()["id"])


PULL_REQUEST = PullRequest(
    "Retry in the worker, with full jitter",
    "Bounded, jittered, capped, outside of the request. It treats every error alike.",
    notify,
    rejected_by="refusals_retried",
)
