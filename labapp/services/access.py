"""What `audit`, `authorize` and `eligible` are called with, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement


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
