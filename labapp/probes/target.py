"""What a probe is handed: a backend to talk to, and what may be known of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import requests


class Clock(Protocol):
    """The target's time, real or virtual."""

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait until the target's clock has moved on."""


@dataclass(frozen=True)
class Target:
    """A backend under test; what it lacks is None, and what needs that is unmeasured.

    `start` runs something beside the probe and returns at once: in a thread on the real clock,
    as a worker on the virtual one. `logs` returns every line so far, the sink before it where that is
    known ("app: …"). `later` lets so many seconds pass without waiting for them. Within `interleaved()` the
    statements of requests that run at the same time take turns at the database, so that a race is
    certain. While `full_disk` lasts, the backend's database can be read and not written.
    """

    url: str
    http: requests.Session
    clock: Clock
    start: Callable[[Callable[[], object]], object]
    admin: tuple[str, str]
    run_id: str = "probe"
    carrier: Any = None
    logs: Callable[[], list[str]] | None = None
    restart: Callable[[], None] | None = None
    later: Callable[[float], None] | None = None
    interleaved: Callable[[], AbstractContextManager[None]] | None = None
    full_disk: Callable[[], AbstractContextManager[object]] | None = None
