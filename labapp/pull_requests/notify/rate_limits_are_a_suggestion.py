"""Permanent errors given up, all others retried after a second."""

import requests

from labapp.services import Context, Dead, Delivered, Later, Message

from ..pull_request import PullRequest
from .shared_carrier_call import call


def notify(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    if message.attempts == 0:
        return Later(0.0)
    try:
        response = call(ctx, message, **{"Idempotency-Key": message.key})
    except requests.RequestException:
        return Later(1.0)
    if response.ok:
        return Delivered(response.json()["id"])
    if response.status_code in (400, 403, 404, 422):
        return Dead(f"refused: {response.status_code}")
    return Later(1.0)


PULL_REQUEST = PullRequest(
    "Tell permanent errors from passing ones",
    "It reads the status and gives up where it should. One second is a polite pause.",
    notify,
    rejected_by="calls_before_retry_after",
)
