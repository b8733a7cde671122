"""Carrier, the outside company that sends text messages: a small WSGI app with bad days.

It speaks HTTP: POST /messages with {"to", "text"}, answers 202 with an id, and knows an
`Idempotency-Key`: the same key again is the same message. It keeps a ledger of every call that
reached it.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random
from threading import Lock
from typing import Any

import requests

from labapp.services import Clock

from .carrier_script import CarrierScript, Outage, RateLimit
from .network import WsgiResponse, run_wsgi

EXTRA_CONTENT_LENGTH_BYTES = 1_000
"""A lost reply promises so many bytes more than it carries: the connection breaks in mid-answer."""


@dataclass(frozen=True)
class CarrierCall:
    """One call that reached Carrier and what it answered; seconds are counted from the script's begin.

    `seconds` is when it arrived and `answered_seconds` when its answer left: who called in between could
    not know that answer. `delivered` is true when this very call made a message go out to somebody.
    """

    seconds: float
    answered_seconds: float
    to: str
    text: str
    key: str | None
    status: int
    delivered: bool


class Carrier:
    """The provider itself. It is a WSGI app: serve it for real, or mount it in virtual time."""

    def __init__(self, clock: Clock, script: CarrierScript | None = None, seed: int = 2018) -> None:
        self._clock, self._seed = clock, seed
        self._lock = Lock()
        self.begin(script or CarrierScript())

    def begin(self, script: CarrierScript) -> None:
        """Begin a new script now, with an empty ledger; keys that were used stay used."""
        self.script, self.ledger = script, list[CarrierCall]()
        self._chance = Random(self._seed)
        self._started = self._clock.now()
        self._second, self._served = -1, 0
        self._tokens, self._filled_at = float(script.limit.burst if script.limit else 0), 0.0
        self._rate_limit_hits = 0
        self._keys: dict[str, str] = getattr(self, "_keys", {})

    def recover(self) -> None:
        """Be well again: no outage, no limit, quick answers; the ledger begins anew."""
        self.begin(CarrierScript(self.script.capacity_per_second))

    def go_down(self, seconds: float) -> None:
        """Begin an outage now."""
        self.begin(CarrierScript(self.script.capacity_per_second, outages=(Outage(0.0, seconds),)))

    def change(self, **script: Any) -> None:
        """Begin the present script anew with some of its values changed (see CarrierScript)."""
        self.begin(replace(self.script, **script))

    def limit(self, per_second: float, retry_after_seconds: int = 1) -> None:
        """Begin to limit the rate."""
        self.change(limit=RateLimit(per_second, retry_after_seconds=retry_after_seconds))

    def is_down(self, seconds: float) -> bool:
        """Tell whether an outage covers this moment."""
        return any(outage.begins <= seconds < outage.ends for outage in self.script.outages)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one call for real, as slowly as the script says."""
        body = self._answer(environ, start_response)
        self._clock.sleep(self.script.answer_seconds)
        return body

    def answer(self, environ: dict[str, Any], timeout_seconds: float) -> WsgiResponse:
        """Answer one call in virtual time; whoever does not want to wait so long hears nothing.

        Raises requests.ReadTimeout.
        """
        answer = run_wsgi(self._answer, environ)
        self._clock.sleep(min(self.script.answer_seconds, timeout_seconds))
        if self.script.answer_seconds > timeout_seconds:
            raise requests.ReadTimeout(f"no answer within {timeout_seconds:g} s")
        return answer

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self._lock:
            status, headers, reply = self._reply(environ)
        body = json.dumps(reply).encode()
        length = len(body) + (
            EXTRA_CONTENT_LENGTH_BYTES if status == 202 and self._happens(self.script.losing) else 0
        )
        headers = {"Content-Type": "application/json", "Content-Length": str(length), **headers}
        start_response(f"{status} {REASONS[status]}", list(headers.items()))
        return [body]

    def _reply(self, environ: dict[str, Any]) -> tuple[int, dict[str, str], dict[str, Any]]:
        if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) != ("POST", "/messages"):
            return 404, {}, {"error": "POST /messages is all there is"}
        message, key = _message(environ), environ.get("HTTP_IDEMPOTENCY_KEY")
        seconds = self._clock.now() - self._started
        status, headers = self._response_status(seconds) if message else (422, {})
        fresh = status == 202 and (key is None or key not in self._keys)
        identity = f"carrier-{len(self.ledger) + 1}"
        if fresh and key is not None:
            self._keys[key] = identity
        to, text = message or ("", "")
        answered = seconds + self.script.answer_seconds
        self.ledger.append(CarrierCall(seconds, answered, to, text, key, status, fresh))
        return status, headers, {"id": self._keys.get(key or "", identity)}

    def _response_status(self, seconds: float) -> tuple[int, dict[str, str]]:
        if self.script.refusing:
            return 422, {}
        if self.is_down(seconds) or self._counts_over_capacity(seconds):
            return 503, {}
        if self.script.limit and not self._has_token(self.script.limit, seconds):
            return self._refuse(self.script.limit)
        return (500 if self._happens(self.script.failing) else 202), {}

    def _counts_over_capacity(self, seconds: float) -> bool:
        if int(seconds) != self._second:
            self._second, self._served = int(seconds), 0
        self._served += 1
        return self._served > self.script.capacity_per_second

    def _has_token(self, limit: RateLimit, seconds: float) -> bool:
        filled = self._tokens + (seconds - self._filled_at) * limit.per_second
        self._tokens, self._filled_at = min(filled, float(limit.burst)), seconds
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True

    def _refuse(self, limit: RateLimit) -> tuple[int, dict[str, str]]:
        self._rate_limit_hits += 1
        if limit.banned_after is not None and self._rate_limit_hits > limit.banned_after:
            return 403, {}
        return 429, {"Retry-After": str(limit.retry_after_seconds)}

    def _happens(self, share: float) -> bool:
        return share > 0 and self._chance.random() < share


REASONS = {
    202: "Accepted",
    403: "Forbidden",
    404: "Not Found",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def _message(environ: dict[str, Any]) -> tuple[str, str] | None:
    try:
        body = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        return str(body["to"]), str(body["text"])
    except (ValueError, KeyError, TypeError):
        return None
