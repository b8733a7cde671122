"""The access matrix: who can do what to one member's things, cell by cell, by real requests.

What each may do is taken from the contract; every cell is tried, and its state is looked at afterwards.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..people import Library, Person
from ..target import Target
from .attempts import registered
from .doors import Look, count_of, state_of
from .stage import ACTORS, ADMIN, MEMBER, READERS, STAFF, Stage, path_of, staged


@dataclass(frozen=True)
class Cell:
    """One cell: who, what, whether the contract grants it, and whether it worked."""

    actor: str
    action: str
    may: bool
    can: bool

    @property
    def wrong(self) -> str:
        """Say how it is wrong: let in, turned away, or not at all (empty)."""
        return "" if self.may == self.can else "let in" if self.can else "turned away"


Attempt = Callable[[Stage, Person], bool]
ACTIONS: dict[str, tuple[set[str], Attempt]] = {}
"""What is tried, who may do it by the contract, and how it is tried."""


def action(name: str, may: set[str]) -> Callable[[Attempt], Attempt]:
    """Enter an attempt as a column of the matrix."""

    def enter(attempt: Attempt) -> Attempt:
        ACTIONS[name] = (may, attempt)
        return attempt

    return enter


def cells(target: Target, actions: Iterable[str] | None = None) -> Iterator[Cell]:
    """Try every cell of these actions, of all unless stated, one action after the other."""
    stage = staged(Library(target, "matrix"))
    for name in ACTIONS if actions is None else actions:
        may, attempt = ACTIONS[name]
        for actor, person in stage.people.items():
            yield Cell(actor, name, actor in may, attempt(stage, person))


@action("list the tools", set(ACTORS))
def _tools(stage: Stage, person: Person) -> bool:
    return person.get("/tools").ok


@action("read the account", READERS)
def _account(stage: Stage, person: Person) -> bool:
    return Look("", f"/members/{stage.owner.id}", stage.owner.member["email"]).seen_by(person)


@action("list members", STAFF)
def _members(stage: Stage, person: Person) -> bool:
    path = f"/members?query={stage.library.run}"
    return Look("", path, stage.owner.member["email"]).seen_by(person)


@action("read the loan", READERS)
def _loan(stage: Stage, person: Person) -> bool:
    return Look("", stage.standing, stage.note).seen_by(person)


@action("list loans", READERS)
def _loans(stage: Stage, person: Person) -> bool:
    return Look("", f"/loans?member={stage.owner.id}", stage.note).seen_by(person)


@action("search loans", READERS)
def _search(stage: Stage, person: Person) -> bool:
    return Look("", f"/search/loans?query={stage.library.run}", stage.note).seen_by(person)


@action("export loans", STAFF)
def _export(stage: Stage, person: Person) -> bool:
    return Look("", "/exports/loans", stage.note).seen_by(person)


@action("HEAD of the loan", READERS)
def _head(stage: Stage, person: Person) -> bool:
    return person.send("HEAD", stage.standing).ok


def _write(stage: Stage, person: Person, loan: dict[str, Any], what: tuple[str, str, dict[str, Any]]) -> bool:
    name, shown_in, body = what
    person.post(f"{path_of(loan)}/{name}", **body)
    happened: bool = state_of(stage.library, path_of(loan), shown_in)() != [loan[shown_in]]
    stage.admin.post(f"{path_of(loan)}/return")
    return happened


@action("extend the loan", {MEMBER} | STAFF)
def _extend(stage: Stage, person: Person) -> bool:
    return _write(stage, person, stage.loan(stage.plain), ("extension", "due_at", {"days": 1}))


@action("bring it back", READERS)
def _return(stage: Stage, person: Person) -> bool:
    return _write(stage, person, stage.loan(stage.plain), ("return", "status", {}))


@action("approve the loan", STAFF)
def _approve(stage: Stage, person: Person) -> bool:
    return _write(stage, person, stage.loan(stage.special), ("approval", "status", {}))


@action("delete the loan", {ADMIN})
def _delete(stage: Stage, person: Person) -> bool:
    loan = path_of(stage.loan(stage.plain))
    person.send("DELETE", loan)
    gone = stage.admin.get(loan).status_code == 404
    stage.admin.post(f"{loan}/return")
    return gone


@action("book a payment", STAFF)
def _payment(stage: Stage, person: Person) -> bool:
    booked = count_of(stage.library, f"/ledger?member={stage.owner.id}")
    before = booked()
    body = {"type": "payment", "member_id": stage.owner.id, "kind": "payment", "amount_cents": 100}
    person.post("/ledger", **body)
    return bool(booked() > before)


@action("become an admin", {ADMIN})
def _promote(stage: Stage, person: Person) -> bool:
    if person.id is None:
        account = registered(stage.library, "x", role="admin")
        return account is not None and account["role"] == "admin"
    path, role = f"/members/{person.id}", state_of(stage.library, f"/members/{person.id}", "role")
    before = role()
    person.patch(path, role="admin")
    happened: bool = role() == ["admin"]
    stage.admin.patch(path, role=before[0])
    return happened
