"""Carrier, the outside company that sends text messages: a small WSGI app with bad days.

It speaks HTTP (POST /messages with {"to", "text"}) and keeps a ledger of every call that reached it.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from labapp.services import Clock

from .network import Answer, run_wsgi


@dataclass(frozen=True)
class Outage:
    """Carrier is down from one moment to another, in seconds after its start."""

    begins: float
    ends: float


@dataclass(frozen=True)
class Script:
    """How Carrier behaves: calls it can serve in a second, and when it is down."""

    capacity_per_second: float = 50.0
    outages: tuple[Outage, ...] = ()


@dataclass(frozen=True)
class CarrierCall:
    """One call that reached Carrier, and what it answered; seconds are counted from its start."""

    seconds: float
    to: str
    text: str
    key: str | None
    status: int


@dataclass
class Carrier:
    """The provider itself. It is a WSGI app: serve it for real, or mount it in virtual time."""

    clock: Clock
    script: Script = field(default_factory=Script)
    ledger: list[CarrierCall] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begin(self.script)

    def begin(self, script: Script) -> None:
        """Begin a new script now, with an empty ledger."""
        self.script, self.ledger = script, []
        self._started = self.clock.now()
        self._second, self._served = -1, 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one call: 202 with an id, 404, 422, or 503 when down or overloaded."""
        status, reply = self._reply(environ)
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(reply).encode()]

    def answer(self, environ: dict[str, Any], timeout_seconds: float) -> Answer:
        """Answer at once: Carrier has workers enough; its capacity is in the script."""
        return run_wsgi(self, environ)

    def go_down(self, seconds: float) -> None:
        """Begin an outage now, with an empty ledger."""
        self.begin(replace(self.script, outages=(Outage(0.0, seconds),)))

    def is_down(self, seconds: float) -> bool:
        """Tell whether an outage covers this moment."""
        return any(outage.begins <= seconds < outage.ends for outage in self.script.outages)

    def _reply(self, environ: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) != ("POST", "/messages"):
            return "404 Not Found", {"error": "POST /messages is all there is"}
        message = _message(environ)
        seconds = self.clock.now() - self._started
        status = self._judge(seconds) if message else "422 Unprocessable Content"
        key = environ.get("HTTP_IDEMPOTENCY_KEY")
        to, text = (message["to"], message["text"]) if message else ("", "")
        self.ledger.append(CarrierCall(seconds, to, text, key, int(status[:3])))
        return status, {"id": f"carrier-{len(self.ledger)}"}

    def _judge(self, seconds: float) -> str:
        if self.is_down(seconds):
            return "503 Service Unavailable"
        if int(seconds) != self._second:
            self._second, self._served = int(seconds), 0
        self._served += 1
        return (
            "202 Accepted" if self._served <= self.script.capacity_per_second else "503 Service Unavailable"
        )


def _message(environ: dict[str, Any]) -> dict[str, str] | None:
    try:
        body = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        return {"to": str(body["to"]), "text": str(body["text"])}
    except (ValueError, KeyError, TypeError):
        return None
