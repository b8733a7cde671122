"""Visits after an account was closed and opened again: a refund that is under way, a phone of long ago."""

from typing import Any

from .visits import EUR, Cases, DayBook, Visit

REFUND = Cases("2021-03", [])
PHONE = Cases("2021-09", [])

JOINED = "2018-02-01T10:00:00Z"
CLOSED = "2021-03-01T10:00:00Z"
REOPENED = "2021-03-03T10:00:00Z"
VERIFIED = "2021-03-03T11:00:00Z"
THE_DAY_AFTER = "2021-03-04T10:00:00Z"


def _sander(book: DayBook) -> dict[str, Any]:
    return book.shelved(kind="power", replacement_cents=980 * EUR)


def _reopened(book: DayBook, phone: str | None, address: str | None = "9 Mill Lane") -> tuple[Any, Any]:
    """Close an account with a refund under way, and open it again; return the member and the refund."""
    member = book.member(address="4 Lime Street", phone="+49 555 0199")
    if phone is not None and phone < REOPENED:
        book.fact("phone_verified", phone, member_id=member)
    refund = book.refund(member, CLOSED)
    book.fact("closure", CLOSED, member_id=member)
    book.fact("reopening", REOPENED, member_id=member, **({"address": address} if address else {}))
    if phone is not None and phone > REOPENED:
        book.fact("phone_verified", phone, member_id=member)
    return member, refund


@REFUND.refuse("the day after")
def _(book: DayBook) -> Visit:
    member, _refund = _reopened(book, VERIFIED)
    return Visit(member, _sander(book), THE_DAY_AFTER)


@REFUND.refuse("an hour too early")
def _(book: DayBook) -> Visit:
    member, refund = _reopened(book, VERIFIED)
    book.fact("refund_settled", "2021-03-05T12:00:00Z", entry_id=refund)
    return Visit(member, _sander(book), "2021-03-05T11:00:00Z")


@REFUND.admit("only a newer one")
def _(book: DayBook) -> Visit:
    member, refund = _reopened(book, VERIFIED)
    book.fact("refund_settled", "2021-03-05T12:00:00Z", entry_id=refund)
    book.refund(member, "2021-03-06T10:00:00Z")
    return Visit(member, _sander(book), "2021-03-06T13:00:00Z")


@REFUND.admit("never closed")
def _(book: DayBook) -> Visit:
    member = book.member()
    book.refund(member, CLOSED)
    return Visit(member, _sander(book), THE_DAY_AFTER)


def _settled(book: DayBook, phone: str | None, address: str | None = "9 Mill Lane") -> Any:
    member, refund = _reopened(book, phone, address)
    book.fact("refund_settled", "2021-03-05T12:00:00Z", entry_id=refund)
    return member


@PHONE.refuse("verified years ago")
def _(book: DayBook) -> Visit:
    return Visit(_settled(book, JOINED), _sander(book), "2021-09-07T10:00:00Z")


@PHONE.refuse("never verified")
def _(book: DayBook) -> Visit:
    member = _settled(book, None)
    book.fact("phone_verified", "2021-09-08T10:00:00Z", member_id=member)  # a day too late
    return Visit(member, _sander(book), "2021-09-07T10:00:00Z")


@PHONE.admit("verified since")
def _(book: DayBook) -> Visit:
    return Visit(_settled(book, VERIFIED), _sander(book), "2021-09-07T10:00:00Z")


@PHONE.admit("same address")
def _(book: DayBook) -> Visit:
    return Visit(_settled(book, JOINED, address=None), _sander(book), "2021-09-07T10:00:00Z")
