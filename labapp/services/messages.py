"""What `notify` is called with, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Message:
    """One stored notification on its way to the carrier; `key` is the same at every attempt."""

    key: str
    to: str
    text: str
    attempts: int
    queued_at: datetime


@dataclass(frozen=True)
class Delivered:
    """The carrier has accepted the message under this id."""

    carrier_id: str


@dataclass(frozen=True)
class Later:
    """Not now: the worker calls again after so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Dead:
    """Given up for good; the reason is stored with the message."""

    reason: str
