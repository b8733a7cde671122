"""Visits to the counter: who asks for which tool, when, and what the day book says; all with stated dates."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..experiment import Unmeasurable
from ..people import PASSWORD, Library, Person, made
from ..target import Target

EUR = 100
LONG_AGO = "2018-06-01T10:00:00Z"


@dataclass(frozen=True)
class Visit:
    """Somebody asks for a tool at a moment, such as 2024-05-13T12:00:00Z; now, where it is empty."""

    member_id: Any
    tool: dict[str, Any]
    at: str


class DayBook(Library):
    """What one probe writes down at a backend: members, tools, loans and facts, each with its date."""

    def __init__(self, target: Target, name: str) -> None:
        super().__init__(target, name)
        self._shelf: dict[Any, dict[str, Any]] = {}

    @cached_property
    def admin(self) -> Person:
        """The first admin, logged in; who that is does not matter here."""
        email, password = self.target.admin
        session = made(self.nobody.post("/sessions", email=email, password=password), "POST /sessions")
        return Person(self.target, session["token"])

    def member(self, **details: Any) -> Any:
        """Register somebody, as staff would; return the id."""
        number = next(self._numbers)
        who = {"name": f"Neighbour {number}", "email": f"n{number}.{self.run}@example.test"}
        body = {**who, "password": PASSWORD, **details}
        return made(self.admin.post("/members", **body), "POST /members")["id"]

    def shelved(self, **details: Any) -> dict[str, Any]:
        """Return a tool of this description; one is enough for all who only ask for it."""
        wanted = tuple(sorted(details.items()))
        if wanted not in self._shelf:
            self._shelf[wanted] = self.tool(**details)
        return self._shelf[wanted]

    def clear_shelf(self) -> None:
        """Let all who ask from now on ask for tools that nobody asked for before."""
        self._shelf.clear()

    @cached_property
    def anybody(self) -> Any:
        """The id of a member who has nothing and did nothing."""
        return self.member()

    def named(self, what: str) -> str:
        """Return a name that nobody else uses, for a household or a batch."""
        return f"{what} {next(self._numbers)} {self.run}"[:200]

    def fact(self, kind: str, on: str, **about: Any) -> None:
        """Write down what happened, and when."""
        made(self.admin.post("/facts", kind=kind, happened_at=on, **about), f"POST /facts ({kind}, {on})")

    def lend(self, member_id: Any, on: str, due: str | None = None) -> dict[str, Any]:
        """Hand out another tool, by hand, on a stated day; due after 14 days unless stated."""
        dates = {"borrowed_at": on, **({"due_at": due} if due else {})}
        body = {"tool_id": self.tool()["id"], "member_id": member_id, **dates}
        loan: dict[str, Any] = made(self.admin.post("/loans", **body), f"POST /loans ({on})")
        return loan

    def take_back(self, loan: dict[str, Any], on: str) -> None:
        """Take a tool back on a stated day."""
        made(self.admin.post(f"/loans/{loan['id']}/return", returned_at=on), f"POST /loans/…/return ({on})")

    def refund(self, member_id: Any, on: str) -> Any:
        """Send a deposit back on a stated day; it is under way until a fact says that it arrived."""
        money = {"amount_cents": 100 * EUR}
        (deposit,) = self.posted(type="payment", member_id=member_id, kind="deposit", **money)
        return self.posted(type="refund", deposit_id=deposit, made_at=on, **money)[0]

    def look_back(self) -> None:
        """Raise Unmeasurable where nobody may borrow at a time before they registered: the past is shut."""
        tool = self.shelved()
        then, today = (self.answer(Visit(self.anybody, tool, at)) for at in (LONG_AGO, ""))
        if today["allowed"] and not then["allowed"]:
            raise Unmeasurable(
                "Somebody against whom nothing stands may borrow today, and may not at a time before they "
                f"registered ({LONG_AGO}: {str(then.get('reason'))[:80]!r}). So the past is shut."
            )

    def answer(self, visit: Visit) -> dict[str, Any]:
        """Ask whether a visitor may have the tool; raises Unmeasurable when that is no yes or no."""
        path = f"/tools/{visit.tool['id']}/eligibility"
        answer = self.admin.get(path, member=visit.member_id, at=visit.at or None)
        said: Any = made(answer, f"GET {path} ({visit.at or 'now'})")
        if not isinstance(said, dict) or not isinstance(said.get("allowed"), bool):
            raise Unmeasurable(f"GET {path} answered neither yes nor no: {str(said)[:160]}")
        return said


@dataclass(frozen=True)
class Case:
    """One visit and what the rule with its reasons says of it; `incident` is when that reason was learnt."""

    incident: str
    says: str
    allowed: bool
    visit: Callable[[DayBook], Visit]

    def judged(self, book: DayBook) -> tuple[bool, Visit]:
        """Make the visit; return what the backend says, and the visit."""
        visit = self.visit(book)
        return book.answer(visit)["allowed"], visit


@dataclass(frozen=True)
class Cases:
    """The cases of one incident, in order."""

    incident: str
    every: list[Case]

    def refuse(self, says: str) -> Callable[[Callable[[DayBook], Visit]], Case]:
        """Register a visit that must end with a no."""
        return self._add(says, allowed=False)

    def admit(self, says: str) -> Callable[[Callable[[DayBook], Visit]], Case]:
        """Register a visit that must end with a yes."""
        return self._add(says, allowed=True)

    def _add(self, says: str, *, allowed: bool) -> Callable[[Callable[[DayBook], Visit]], Case]:
        def register(visit: Callable[[DayBook], Visit]) -> Case:
            self.every.append(Case(self.incident, says, allowed, visit))
            return self.every[-1]

        return register
