"""What the auth probes try, and the library in which they try it: each attempt is one door."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..experiment import Unmeasurable
from ..people import PASSWORD, Library, Person, made
from ..target import Target
from .doors import Doors, Listed, Look, count_of, state_of

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


def everybody(doors: Doors, library: Library, somebody: Person) -> list[Look]:
    """The list of members in which an admin finds somebody: narrowed to those of this probe, or whole."""
    narrowed = Look("list members", f"/members?query={library.run}", somebody.member["email"])
    for look in (narrowed, Listed(narrowed.name, "/members", narrowed.marker)):
        if look.seen_by(library.admin):
            return [look]
    doors.unmeasured.append("GET /members does not show an admin who was just registered")
    return []


def registered(library: Library, name: str, **wanted: str) -> dict[str, Any] | None:
    """Let a visitor register with fields of their choice; return the account as an admin sees it.

    Returns None where the visitor was refused; raises Unmeasurable where nobody finds the account.
    """
    who = {"email": f"{name}.{library.run}@example.test", "password": PASSWORD}
    answer = library.nobody.post("/members", name=f"Visitor {name}", **who, **wanted)
    session = library.nobody.post("/sessions", **who)
    if not answer.ok and not session.ok:
        return None
    found = session.json()["member_id"] if session.ok else made(answer, "POST /members").get("id")
    if found is None:
        raise Unmeasurable(f"POST /members answered {answer.status_code}, and nobody finds the account.")
    account: dict[str, Any] = made(library.admin.get(f"/members/{found}"), "GET /members/…")
    if hidden := set(wanted) - set(account):
        raise Unmeasurable(f"GET /members/… shows an admin no {', '.join(sorted(hidden))}.")
    return account


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
