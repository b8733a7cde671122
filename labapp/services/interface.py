"""The six services: what each is called with and returns, and the tables that one may bring along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Table

from .access import Action, Actor, BorrowRequest, Event, Permit, Verdict
from .context import Context
from .ledger import Fee, Payment, Receipt, Refund, Split
from .messages import Dead, Delivered, Later, Message


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
