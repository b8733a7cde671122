"""Visits in which the tool decides: a recalled batch, and tools that one has to be shown first."""

from typing import Any

from .visits import EUR, Cases, DayBook, Visit

SHOWN = Cases("2018-09", [])
RECALL = Cases("2019-07", [])
LAPSED = Cases("2024-03", [])

RECALLED_ON = "2019-07-08T10:00:00Z"
MAY_2023 = "2023-05-14T10:00:00Z"


def _saw(book: DayBook) -> dict[str, Any]:
    return book.shelved(kind="power", needs_induction=True, replacement_cents=189 * EUR)


def _ladder(book: DayBook, batch: str) -> dict[str, Any]:
    return book.shelved(kind="ladder", batch=batch, replacement_cents=269 * EUR)


def _shown(book: DayBook, on: str, tool_kind: str = "power") -> Any:
    member = book.member()
    book.fact("induction", on, member_id=member, tool_kind=tool_kind)
    return member


@SHOWN.refuse("never shown")
def _(book: DayBook) -> Visit:
    return Visit(book.anybody, _saw(book), "2024-02-01T12:00:00Z")


@SHOWN.refuse("shown another kind")
def _(book: DayBook) -> Visit:
    member = _shown(book, "2024-01-10T10:00:00Z", "ladder")
    book.fact("induction", "2024-02-10T10:00:00Z", member_id=member, tool_kind="power")  # too late
    return Visit(member, _saw(book), "2024-02-01T12:00:00Z")


@SHOWN.admit("shown last month")
def _(book: DayBook) -> Visit:
    return Visit(_shown(book, "2024-01-10T10:00:00Z"), _saw(book), "2024-02-01T12:00:00Z")


@SHOWN.admit("needs no showing")
def _(book: DayBook) -> Visit:
    return Visit(book.anybody, book.shelved(kind="power"), "2024-02-01T12:00:00Z")


def _recalled(book: DayBook) -> str:
    batch = book.named("Batch")
    book.fact("recall", RECALLED_ON, batch=batch)
    return batch


@RECALL.refuse("an hour after it")
def _(book: DayBook) -> Visit:
    return Visit(book.anybody, _ladder(book, _recalled(book)), "2019-07-08T11:00:00Z")


@RECALL.refuse("a year after it")
def _(book: DayBook) -> Visit:
    return Visit(book.anybody, _ladder(book, _recalled(book)), "2020-07-08T11:00:00Z")


@RECALL.admit("an hour before it")
def _(book: DayBook) -> Visit:
    return Visit(book.anybody, _ladder(book, _recalled(book)), "2019-07-08T09:00:00Z")


@RECALL.admit("another batch")
def _(book: DayBook) -> Visit:
    _recalled(book)
    return Visit(book.anybody, _ladder(book, book.named("Batch")), "2019-07-08T11:00:00Z")


@LAPSED.refuse("on the anniversary")
def _(book: DayBook) -> Visit:
    return Visit(_shown(book, MAY_2023), _saw(book), "2024-05-14T08:00:00Z")


@LAPSED.refuse("00:30 on that day")
def _(book: DayBook) -> Visit:
    return Visit(_shown(book, MAY_2023), _saw(book), "2024-05-13T22:30:00Z")


@LAPSED.admit("the evening before")
def _(book: DayBook) -> Visit:
    return Visit(_shown(book, MAY_2023), _saw(book), "2024-05-13T21:30:00Z")


@LAPSED.admit("shown again since")
def _(book: DayBook) -> Visit:
    member = _shown(book, "2024-05-20T10:00:00Z")
    book.fact("induction", MAY_2023, member_id=member, tool_kind="power")  # written up late
    return Visit(member, _saw(book), "2024-06-01T12:00:00Z")
