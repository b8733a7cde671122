"""What the auth probes try, and the library in which they try it: each attempt is one door."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..people import PASSWORD, Library, Person
from ..target import Target
from .doors import Doors, Look, count_of, state_of

OPEN = "doors open"
SHUT = "doors shut"


@contextmanager
def opened(target: Target, name: str) -> Iterator[Library]:
    """Prepare a library for one experiment; its carrier is well."""
    if target.carrier is not None:
        target.carrier.recover()
    yield Library(target, name)


def account(person: Person) -> Look:
    """The account of somebody; its email is known to whoever sees it."""
    return Look("read the account", f"/members/{person.id}", person.member["email"])


def everybody(library: Library, somebody: Person) -> Look:
    """The list of members, narrowed to those of this probe."""
    return Look("list members", f"/members?query={library.run}", somebody.member["email"])


def logged_in_or_not(library: Library, person: Person) -> Person:
    """Log somebody in once more; with the token they have, if the backend does not want to."""
    answer = library.nobody.post("/sessions", email=person.member["email"], password=PASSWORD)
    token = answer.json().get("token") if answer.ok else person.token
    return Person(library.target, token, person.member)


def pay(doors: Doors, library: Library, person: Person) -> None:
    """Let somebody book a payment to their own account, which is staff's work."""
    payment = {"type": "payment", "member_id": person.id, "kind": "payment", "amount_cents": 100}
    ledger = count_of(library, f"/ledger?member={person.id}")
    doors.change("book a payment", lambda: person.post("/ledger", **payment), ledger)


def move(doors: Doors, library: Library, person: Person, whom: Person | None = None) -> None:
    """Let somebody change an address, their own unless stated."""
    path = f"/members/{(whom or person).id}"
    state = state_of(library, path, "address")
    doors.change("change the address", lambda: person.patch(path, address="Elm Row 1"), state)


def extend(doors: Doors, library: Library, person: Person, loan: object) -> None:
    """Let somebody extend a loan, if this backend has a way to do so."""
    path = f"/loans/{loan}"
    state = state_of(library, path, "due_at")
    before = state()
    library.admin.post(f"{path}/extension", days=1)
    if state() != before:
        doors.change("extend the loan", lambda: person.post(f"{path}/extension", days=2), state)


def bring_back(doors: Doors, library: Library, person: Person, loan: object) -> None:
    """Let somebody bring a tool back."""
    path = f"/loans/{loan}"
    state = state_of(library, path, "status")
    doors.change("bring the tool back", lambda: person.post(f"{path}/return"), state)
