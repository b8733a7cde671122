"""What an exercise supplies, so that its answer is about one thing."""

import requests


def retry_after_seconds(error: requests.RequestException) -> float:
    """Return how many seconds the answer behind an error asks for (`Retry-After`), 0 without any."""
    asked = error.response.headers.get("Retry-After", "") if error.response is not None else ""
    return float(asked) if asked.isdecimal() else 0.0
