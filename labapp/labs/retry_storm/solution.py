"""Deliver notifications.

Prompt: "Generate an endpoint to send notifications."
"""

import requests

from labapp.lab import retry_after_seconds
from labapp.services import Context, Dead, Delivered, Later, Message


def notify(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    payload = {"to": message.to, "text": message.text}
    if message.attempts < 8:
        try:
            response = ctx.http.post(f"{ctx.carrier_url}/messages", json=payload, timeout=10)
            response.raise_for_status()
            return Delivered(carrier_id=response.json()["id"])
        except requests.RequestException as error:
            own_pause = ctx.chance.uniform(0, 2**message.attempts)
            return Later(retry_after_seconds(error) + own_pause)
    return Dead("eight tries failed")
