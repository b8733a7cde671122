"""Deliver notifications.

Prompt: "Generate an endpoint to send notifications."
"""

import requests

from labapp.services import Context, Delivered, Message


def notify(ctx: Context, message: Message) -> Delivered:
    """Deliver one notification to the carrier."""
    payload = {"to": message.to, "text": message.text}
    while True:
        try:
            response = ctx.http.post(f"{ctx.carrier_url}/messages", json=payload, timeout=10)
            response.raise_for_status()
            return Delivered(carrier_id=response.json()["id"])
        except requests.RequestException:
            continue  # the carrier has a hiccup, try again
