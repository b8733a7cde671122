"""The people of the access matrix, and the one member whose things they try."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..people import Library, Person, made

ACTORS = (
    "visitor, no token",
    "member, whose things they are",
    "member of another household",
    "housemate, suspended",
    "housemate, account closed",
    "steward no more",
    "steward",
    "admin",
)
VISITOR, MEMBER, OTHER, SUSPENDED, CLOSED, FORMER, STEWARD, ADMIN = ACTORS
STAFF = {STEWARD, ADMIN}
READERS = {MEMBER, SUSPENDED} | STAFF


@dataclass
class Stage:
    """The people of the matrix, and the one member whose things they try."""

    library: Library
    people: dict[str, Person] = field(default_factory=dict)
    note: str = ""

    @property
    def owner(self) -> Person:
        """The member whose things are tried."""
        return self.people[MEMBER]

    @property
    def admin(self) -> Person:
        """Who prepares, and reads the state."""
        return self.library.admin

    @cached_property
    def standing(self) -> str:
        """Where a loan is that is only read."""
        return path_of(self.loan(self.library.tool()))

    @cached_property
    def plain(self) -> dict[str, Any]:
        """A tool that goes out at once."""
        return self.library.tool()

    @cached_property
    def special(self) -> dict[str, Any]:
        """A tool that needs approval."""
        return self.library.tool(needs_approval=True)

    def loan(self, tool: dict[str, Any]) -> dict[str, Any]:
        """Lend a tool to the member, as an admin would."""
        return self.library.loan(self.admin, tool_id=tool["id"], member_id=self.owner.id, note=self.note)


def path_of(loan: dict[str, Any]) -> str:
    """Return where a loan is."""
    return f"/loans/{loan['id']}"


def staged(library: Library) -> Stage:
    """Bring everybody on stage; an admin suspends, closes and downgrades three of them."""
    home = f"home of {library.run}"
    people = {
        VISITOR: library.nobody,
        MEMBER: library.newcomer(household=home),
        OTHER: library.newcomer(household=f"not the {home}"),
        SUSPENDED: library.newcomer(household=home),
        CLOSED: library.newcomer(household=home),
        FORMER: library.newcomer(role="steward"),
        STEWARD: library.newcomer(role="steward"),
        ADMIN: library.newcomer(role="admin"),
    }
    for actor, change in ((SUSPENDED, "suspended"), (CLOSED, "closed")):
        made(library.admin.patch(f"/members/{people[actor].id}", status=change), f"PATCH status={change}")
    made(library.admin.patch(f"/members/{people[FORMER].id}", role="member"), "PATCH role=member")
    return Stage(library, people, f"of {library.run}")
