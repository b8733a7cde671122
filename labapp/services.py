"""The vocabulary of Toolshed: context, commands, outcomes, domain errors and the six services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any, Literal, Protocol, TypeVar

import requests
from sqlalchemy import ColumnElement, Table
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


# --- domain errors: the backend turns each into the one error shape -----------------------------


class DomainError(Exception):
    """Something that the caller asked for cannot be; the message says why and what to do."""


class Unauthenticated(DomainError):
    """Nobody is logged in, or the session is not valid any more."""


class Forbidden(DomainError):
    """This actor may not do this."""


class NotFound(DomainError):
    """There is nothing under this id."""


class Conflict(DomainError):
    """The request contradicts the present state."""


class Invalid(DomainError):
    """The request is well formed but makes no sense."""


# --- notify ---------------------------------------------------------------------------------------


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


# --- audit, authorize, eligible -------------------------------------------------------------------


@dataclass(frozen=True)
class Actor:
    """Who is logged in, as the session recorded it at log-in time."""

    session_id: int
    member_id: int
    role: str
    logged_in_at: datetime


@dataclass(frozen=True)
class Event:
    """Something that could be written down, and the sink it would go to.

    `fields` by sink: app (operation, method, path, query, headers, body, status, subject: the id that it
    is about, as it is shown), access (line), error (kind, exception, where, frames with their locals),
    sql (statement, parameters), stderr (what the logging itself complains about: kind, error, event).
    """

    sink: Literal["app", "access", "error", "sql", "stderr"]
    correlation_id: str
    actor: Actor | None
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Action:
    """One operation of the contract (its operationId) and the HTTP method that asked for it."""

    operation: str
    method: str


@dataclass(frozen=True)
class Permit:
    """Permission, and how far it goes: which rows a list shows, which fields may be written.

    None means all of them.
    """

    rows: ColumnElement[bool] | None = None
    fields: frozenset[str] | None = None


@dataclass(frozen=True)
class BorrowRequest:
    """May this member borrow this tool at this moment?"""

    member_id: int
    tool_id: int
    at: datetime


@dataclass(frozen=True)
class Verdict:
    """Yes or no, and a reason that can be read out at the counter."""

    allowed: bool
    reason: str


# --- charge ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fee:
    """Days times a daily rate, less a discount in per cent, rounded half-even to whole cents."""

    member_id: int
    kind: Literal["late_fee", "repair", "loss"]
    daily_rate_cents: int
    days: int
    discount_percent: int = 0
    loan_id: int | None = None
    note: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Split:
    """One amount shared by several members; the parts add up to the total."""

    member_ids: tuple[int, ...]
    kind: Literal["late_fee", "repair", "loss"]
    total_cents: int
    note: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Payment:
    """Money that came in: a payment on the account, or a deposit that is owed back."""

    member_id: int
    kind: Literal["payment", "deposit"]
    amount_cents: int
    loan_id: int | None = None
    note: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Refund:
    """Part or all of a deposit going back; never more than is left of it."""

    deposit_id: int
    amount_cents: int
    at: datetime
    note: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Receipt:
    """The ledger entries that a command made."""

    entry_ids: tuple[int, ...]
    total_cents: int


# --- the six services -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Presenter:
    """How an entity looks from outside: ids have a way out (`show`) and a way in (`find`)."""

    show: Callable[[Context, Any, Actor | None], dict[str, Any]]
    find: Callable[[Context, type[Any], str], Any]


@dataclass(frozen=True)
class Services:
    """Six small functions, one for each family of failure; all else in Toolshed exists once."""

    notify: Callable[[Context, Message], Delivered | Later | Dead]
    audit: Callable[[Context, Event], str | None]
    present: Presenter
    authorize: Callable[[Context, Actor | None, Action, Any], Permit]
    eligible: Callable[[Context, BorrowRequest], Verdict]
    charge: Callable[[Context, Fee | Split | Payment | Refund], Receipt]


Function = TypeVar("Function", bound=Callable[..., Any])


def needs(*tables: Table) -> Callable[[Function], Function]:
    """Name the side tables that a service brings along; the factory creates them for its app only."""

    def name(function: Function) -> Function:
        function.tables = tables  # type: ignore[attr-defined]
        return function

    return name
