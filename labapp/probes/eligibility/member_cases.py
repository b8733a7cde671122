"""Visits in which the membership decides: how much is out, at whose home, and who was a member that day."""

from typing import Any

from .visits import EUR, Case, Cases, DayBook, Visit

PLAIN = Cases("2018-06", [])
HOUSEHOLD = Cases("2020-04", [])
THAT_DAY = Cases("2025-01", [])

MONDAY = "2020-04-06T10:00:00Z"
TUESDAY = "2020-04-07T10:00:00Z"
LATER = "2020-04-09T10:00:00Z"
"""After all of these visits: what happens then must not matter."""


def _borrower(book: DayBook, tools: int, **details: Any) -> Any:
    member = book.member(**details)
    for _ in range(tools):
        book.lend(member, MONDAY)
    return member


def _drill(book: DayBook) -> dict[str, Any]:
    return book.shelved(kind="power", replacement_cents=159 * EUR)


@PLAIN.refuse("three are out")
def _(book: DayBook) -> Visit:
    member = _borrower(book, 2)
    book.take_back(book.lend(member, MONDAY), LATER)
    return Visit(member, _drill(book), TUESDAY)


@PLAIN.refuse("ten days late")
def _(book: DayBook) -> Visit:
    return Visit(_borrower(book, 1), _drill(book), "2020-04-30T10:00:00Z")


@PLAIN.admit("two are out")
def _(book: DayBook) -> Visit:
    member = _borrower(book, 2)
    book.lend(member, LATER)
    return Visit(member, _drill(book), TUESDAY)


@PLAIN.admit("late, but back")
def _(book: DayBook) -> Visit:
    member = book.member()
    book.take_back(book.lend(member, MONDAY), "2020-04-29T10:00:00Z")
    return Visit(member, _drill(book), "2020-04-30T10:00:00Z")


@HOUSEHOLD.refuse("partner has three")
def _(book: DayBook) -> Visit:
    home = book.named("Flat")
    asking, partner = book.member(household=home), _borrower(book, 3, household=home)
    for member in (asking, partner):
        book.fact("household", "2020-04-08T12:00:00Z", member_id=member, household=None)
        book.fact("household", "2020-01-05T12:00:00Z", member_id=member, household=home)  # written up late
    return Visit(asking, _drill(book), TUESDAY)


@HOUSEHOLD.refuse("flatmate moved in")
def _(book: DayBook) -> Visit:
    home = book.named("Flat")
    asking, flatmate = _borrower(book, 2), _borrower(book, 1)
    for member in (asking, flatmate):
        book.fact("household", "2020-04-06T12:00:00Z", member_id=member, household=home)
    return Visit(asking, _drill(book), TUESDAY)


@HOUSEHOLD.admit("both moved out")
def _(book: DayBook) -> Visit:
    home = book.named("Flat")
    asking, partner = book.member(), _borrower(book, 3)
    for member in (asking, partner):
        book.fact("household", "2020-04-06T12:00:00Z", member_id=member, household=None)
        book.fact("household", "2020-01-05T12:00:00Z", member_id=member, household=home)  # written up late
    return Visit(asking, _drill(book), TUESDAY)


@HOUSEHOLD.admit("they move in later")
def _(book: DayBook) -> Visit:
    home = book.named("Flat")
    asking, partner = book.member(), _borrower(book, 3)
    for member in (asking, partner):
        book.fact("household", "2020-04-08T12:00:00Z", member_id=member, household=home)
    return Visit(asking, _drill(book), TUESDAY)


def _with_a_past(book: DayBook, *past: tuple[str, str]) -> Any:
    member = book.member()
    for kind, on in past:
        book.fact(kind, on, member_id=member)
    return member


def _suspended(book: DayBook) -> Visit:
    return Visit(_with_a_past(book, ("suspension", "2020-02-03T10:00:00Z")), _drill(book), TUESDAY)


SUSPENDED = Case(PLAIN.incident, "suspended", allowed=False, visit=_suspended)
"""Suspended then and today: whoever judges by today's status and whoever judges by that day's say no."""


@THAT_DAY.refuse("closed that day")
def _(book: DayBook) -> Visit:
    past = ("closure", "2024-03-01T10:00:00Z"), ("reopening", "2024-06-01T10:00:00Z")
    written_up_late = ("closure", "2024-01-01T10:00:00Z"), ("reopening", "2024-02-01T10:00:00Z")
    return Visit(_with_a_past(book, *past, *written_up_late), _drill(book), "2024-05-01T10:00:00Z")


@THAT_DAY.refuse("suspended that day")
def _(book: DayBook) -> Visit:
    past = ("suspension", "2024-03-01T10:00:00Z"), ("reinstatement", "2024-06-01T10:00:00Z")
    return Visit(_with_a_past(book, *past), _drill(book), "2024-05-01T10:00:00Z")


@THAT_DAY.admit("suspended later")
def _(book: DayBook) -> Visit:
    member = _with_a_past(book, ("suspension", "2024-09-01T10:00:00Z"))
    return Visit(member, _drill(book), "2024-05-01T10:00:00Z")


@THAT_DAY.admit("closed later")
def _(book: DayBook) -> Visit:
    past = ("suspension", "2024-01-01T10:00:00Z"), ("reinstatement", "2024-02-01T10:00:00Z")
    member = _with_a_past(book, *past, ("closure", "2024-09-01T10:00:00Z"))
    return Visit(member, _drill(book), "2024-05-01T10:00:00Z")
