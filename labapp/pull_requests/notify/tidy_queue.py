"""Two attempts in the worker, then the message leaves the queue."""

import requests

from labapp.services import Context, Delivered, Later, Message

from ..pull_request import PullRequest
from .shared_carrier_call import call


def notify(ctx: Context, message: Message) -> Delivered | Later:
    """Deliver one notification to the carrier."""
    if message.attempts == 0:
        return Later(0.0)
    if message.attempts > 2:
        return Delivered("dropped")  # old reminders are no use, keep the queue clean
    try:
        response = call(ctx, message, **{"Idempotency-Key": message.key})
        response.raise_for_status()
    except requests.RequestException:
        return Later(0.5)
    return Delivered(response.json()["id"])


PULL_REQUEST = PullRequest(
    "Keep the queue clean",
    "A reminder from this morning is no use tonight, so why keep it?",
    notify,
    rejected_by="unaccounted",
)
