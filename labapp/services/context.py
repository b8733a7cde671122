"""What one call of a service may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any, Protocol

import requests
from sqlalchemy.orm import Session


class Clock(Protocol):
    """Time as the services see it: real on a server, virtual in a lab."""

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait; other workers go on meanwhile."""


@dataclass(frozen=True)
class Context:
    """What one call of a service may use: nothing else reaches time, chance or the network."""

    session: Session
    clock: Clock
    chance: Random
    http: requests.Session
    carrier_url: str
    token: Callable[[], str]
    shared: dict[str, Any] = field(default_factory=dict)
    """State that outlives one call (breaker, retry budget); new for every app."""

    def now(self) -> datetime:
        """The moment, with its time zone (UTC)."""
        return datetime.fromtimestamp(self.clock.now(), UTC)
