"""Visits in which the calendar decides: a hardship plan that is on or over, and where a day ends."""

from typing import Any

from .visits import EUR, Cases, DayBook, Visit

PLAN = Cases("2022-08", [])
MIDNIGHT = Cases("2023-07", [])


def _late(book: DayBook) -> Any:
    """Let somebody keep a tool that was due on 3 August 2022 at noon."""
    member = book.member()
    book.lend(member, "2022-07-20T10:00:00Z")
    return member


def _on_a_plan(
    book: DayBook, member: Any, until: str = "2022-12-31T12:00:00Z", on: str = "2022-06-01T10:00:00Z"
) -> Any:
    book.fact("hardship_plan", on, member_id=member, until=until)
    return member


def _cleaner(book: DayBook, **details: Any) -> dict[str, Any]:
    return book.shelved(kind="power", replacement_cents=399 * EUR, **details)


@PLAN.refuse("plan is over, late")
def _(book: DayBook) -> Visit:
    member = _on_a_plan(book, _late(book), until="2022-08-06T12:00:00Z")
    _on_a_plan(book, member, on="2022-08-09T10:00:00Z")  # the next one, a day too late
    return Visit(member, _cleaner(book), "2022-08-08T10:00:00Z")


@PLAN.refuse("plan, recalled tool")
def _(book: DayBook) -> Visit:
    batch = book.named("Batch")
    book.fact("recall", "2022-07-01T10:00:00Z", batch=batch)
    return Visit(_on_a_plan(book, _late(book)), _cleaner(book, batch=batch), "2022-08-08T10:00:00Z")


@PLAN.admit("plan, five days late")
def _(book: DayBook) -> Visit:
    member = _on_a_plan(book, _late(book))
    _on_a_plan(book, member, until="2021-12-31T12:00:00Z", on="2021-06-01T10:00:00Z")  # written up late
    return Visit(member, _cleaner(book), "2022-08-08T10:00:00Z")


@PLAN.admit("plan, late, deposit")
def _(book: DayBook) -> Visit:
    tool = _cleaner(book, deposit_cents=50 * EUR)
    return Visit(_on_a_plan(book, _late(book)), tool, "2022-08-08T10:00:00Z")


def _due(book: DayBook, borrowed: str, due: str) -> Any:
    member = book.member()
    book.lend(member, borrowed, due)
    return member


def _in_july(book: DayBook) -> Any:
    return _due(book, "2023-06-28T10:00:00Z", "2023-07-10T09:00:00Z")


@MIDNIGHT.refuse("00:30 in July")
def _(book: DayBook) -> Visit:
    return Visit(_in_july(book), _cleaner(book), "2023-07-10T22:30:00Z")


@MIDNIGHT.refuse("00:30 in January")
def _(book: DayBook) -> Visit:
    member = _due(book, "2022-12-28T10:00:00Z", "2023-01-10T09:00:00Z")
    return Visit(member, _cleaner(book), "2023-01-10T23:30:00Z")


@MIDNIGHT.admit("on the due evening")
def _(book: DayBook) -> Visit:
    return Visit(_in_july(book), _cleaner(book), "2023-07-10T21:30:00Z")


@MIDNIGHT.admit("due 00:30, at noon")
def _(book: DayBook) -> Visit:
    member = _due(book, "2023-06-28T10:00:00Z", "2023-07-09T22:30:00Z")
    return Visit(member, _cleaner(book), "2023-07-10T10:00:00Z")
