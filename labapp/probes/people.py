"""The people whom a probe brings along: they speak to a backend over HTTP, and nothing else."""

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import count
from typing import Any

import requests

from .experiment import Unmeasurable
from .target import Target

PATIENCE_SECONDS = 10.0
PASSWORD = "probe-correct-horse"
NOT_THERE = (405, 501)


class Person:
    """Somebody at a backend: logged in with a token, or nobody. `id` and `email` are None for nobody."""

    def __init__(
        self, target: Target, token: str | None = None, member: dict[str, Any] | None = None
    ) -> None:
        self.target, self.token, self.member = target, token, member or {}

    @property
    def id(self) -> Any:
        """The member's id, as the backend shows it."""
        return self.member.get("id")

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        """Send a request; `options` are those of `requests`, headers are added to the token."""
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers = {**bearer, **options.pop("headers", {})}
        options = {"timeout": PATIENCE_SECONDS, "allow_redirects": False, **options}
        return self.target.http.request(method, f"{self.target.url}{path}", headers=headers, **options)

    def get(self, path: str, **query: Any) -> requests.Response:
        """Read something."""
        return self.send("GET", path, params=query)

    def post(self, path: str, **body: Any) -> requests.Response:
        """Make something."""
        return self.send("POST", path, json=body)

    def patch(self, path: str, **body: Any) -> requests.Response:
        """Change something."""
        return self.send("PATCH", path, json=body)


class Library:
    """What one probe makes for itself at a backend, named after its run so that nothing meets."""

    def __init__(self, target: Target, name: str) -> None:
        self.target = target
        self.run = re.sub(r"[^a-z0-9]+", "-", f"{target.run_id} {name}".lower()).strip("-")
        self._numbers = count(1)

    @cached_property
    def admin(self) -> Person:
        """The first admin, logged in."""
        return self.log_in(*self.target.admin)

    @property
    def nobody(self) -> Person:
        """A visitor without a token."""
        return Person(self.target)

    def log_in(self, email: str, password: str = PASSWORD) -> Person:
        """Log somebody in; of the member no more is known than the id and the email."""
        answer = self.nobody.post("/sessions", email=email, password=password)
        session = made(answer, "POST /sessions")
        return Person(self.target, session["token"], {"id": session["member_id"], "email": email})

    def newcomer(self, **details: Any) -> Person:
        """Register somebody new, as an admin would, and log them in.

        `details` are fields of the contract's NewMember, such as household or role.
        """
        number = next(self._numbers)
        who = {"name": f"Neighbour {number} {self.run}", "email": f"n{number}.{self.run}@example.test"}
        body = {**who, "password": PASSWORD, **details}
        member = made(self.admin.post("/members", **body), "POST /members")
        person = self.log_in(body["email"], body["password"])
        person.member = {**person.member, **member}
        return person

    def tool(self, **details: Any) -> dict[str, Any]:
        """Add a tool, as an admin would."""
        body = {"name": f"Tool {next(self._numbers)} {self.run}", "kind": "hand", **details}
        tool: dict[str, Any] = made(self.admin.post("/tools", **body), "POST /tools")
        return tool

    def loan(self, borrower: Person, **details: Any) -> dict[str, Any]:
        """Let somebody borrow a tool, a new one unless stated."""
        tool_id = details.pop("tool_id", None) or self.tool()["id"]
        loan: dict[str, Any] = made(borrower.post("/loans", tool_id=tool_id, **details), "POST /loans")
        return loan

    def posted(self, **entry: Any) -> list[Any]:
        """Post to the ledger, as an admin would; return the ids of the entries."""
        ids: list[Any] = made(self.admin.post("/ledger", **entry), "POST /ledger")["entry_ids"]
        return ids


def made(answer: requests.Response, what: str) -> Any:
    """Return what an answer shows; raises Unmeasurable when the backend refuses the preparation."""
    if not answer.ok:
        raise Unmeasurable(f"{what} answered {answer.status_code}: {' '.join(answer.text.split())[:160]}")
    try:
        return answer.json()
    except ValueError:
        raise Unmeasurable(f"{what} answered no JSON: {' '.join(answer.text.split())[:160]}") from None


def missing(admin: Person, answer: requests.Response) -> str:
    """Name the route that an answer shows to be merely missing; "" if it is there, or if nobody can tell.

    A 404 may be about a thing: it counts when an admin gets it, too, and OPTIONS finds nothing there.
    """
    asked = answer.request
    where = str(asked.url).removeprefix(admin.target.url)
    if answer.status_code == 404:
        headers = {"Content-Type": asked.headers.get("Content-Type", "application/json")}
        again = admin.send(str(asked.method), where, data=asked.body, headers=headers).status_code
        there = admin.send("OPTIONS", where).status_code
        gone = again in (404, *NOT_THERE) and there in (404, 501)
    else:
        gone = answer.status_code in NOT_THERE
    return f"{asked.method} {where.partition('?')[0]} answered {answer.status_code}" if gone else ""


def not_here(routes: Iterable[str]) -> str:
    """Say why something was not measured, each route once."""
    return f"Not everything is here: {'; '.join(dict.fromkeys(filter(None, routes)))}."
