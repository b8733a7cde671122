"""A world for tests: a clock that moves when told, a carrier that accepts everything, a caller."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from threading import Barrier
from typing import Any

import requests
from flask import Flask
from requests.adapters import BaseAdapter
from sqlalchemy import select

from labapp.models import Model
from labapp.toolshed.dependencies import Dependencies, Settings

ADMIN = {"email": "admin@toolshed.test", "password": "let-me-in-please"}
PASSWORD = "correct horse"


class Clock:
    """Starts on a Monday at nine."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def now(self) -> float:
        return self.at.timestamp()

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Carrier(BaseAdapter):
    """Accepts every message and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.accepted: list[dict[str, Any]] = []

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        self.accepted.append(json.loads(request.body or "{}"))
        response = requests.Response()
        response.status_code, response._content = 201, b'{"id": "c-1"}'
        return response

    def close(self) -> None:
        pass


@dataclass
class World:
    """What an app is handed, and what can be seen of it afterwards."""

    clock: Clock = field(default_factory=Clock)
    carrier: Carrier = field(default_factory=Carrier)
    written: list[tuple[str, str]] = field(default_factory=list)

    def dependencies(self) -> Dependencies:
        http, numbers = requests.Session(), count(1)
        http.mount("http://carrier.test", self.carrier)
        token: Callable[[], str] = lambda: f"token-{next(numbers):05d}"  # noqa: E731
        return Dependencies(self.clock, Random(7), token, http, lambda *line: self.written.append(line))


def settings(database_url: str, *, demo: bool = False) -> Settings:
    """Settings for a test: passwords are cheap."""
    return Settings(database_url, "http://carrier.test", password_method="pbkdf2:sha256:1", demo=demo)


def stored(app: Flask) -> dict[str, list[Any]]:
    """Return every row of every table."""
    with app.extensions["toolshed"].sessions() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]
            for table in Model.metadata.sorted_tables
        }


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Call all of them at the same moment, each in a thread of its own."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait(timeout=10)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


class Api:
    """Speaks to an app as one member, or as nobody."""

    def __init__(self, app: Flask, token: str | None = None) -> None:
        self.app, self.token = app, token

    def as_(self, who: str) -> "Api":
        """Log in as admin, or as somebody of this role who is registered for it."""
        if who == "admin":
            return self.logged_in(**ADMIN)
        member = self.as_("admin").member(role=who)
        return self.logged_in(member["email"], PASSWORD)

    def logged_in(self, email: str, password: str = PASSWORD) -> "Api":
        answer = self.post("/sessions", email=email, password=password)
        assert answer.status_code == 201, answer.json
        return Api(self.app, answer.json["token"])

    def get(self, path: str, **query: Any) -> Any:
        return self.send("GET", path, query_string=query or None)

    def post(self, path: str, **body: Any) -> Any:
        return self.send("POST", path, json=body)

    def keyed(self, path: str, key: str, **body: Any) -> Any:
        """POST under an Idempotency-Key."""
        return self.send("POST", path, json=body, headers={"Idempotency-Key": key})

    def patch(self, path: str, **body: Any) -> Any:
        return self.send("PATCH", path, json=body)

    def put(self, path: str, **body: Any) -> Any:
        return self.send("PUT", path, json=body)

    def delete(self, path: str) -> Any:
        return self.send("DELETE", path)

    def send(self, method: str, path: str, *, headers: dict[str, str] | None = None, **sent: Any) -> Any:
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        client = self.app.test_client()
        return client.open(path, method=method, headers={**bearer, **(headers or {})}, buffered=True, **sent)

    def member(self, **fields: Any) -> Any:
        """Register somebody; return what the answer shows."""
        number = next(NUMBERS)
        details = {"name": f"Member {number}", "email": f"m{number}@example.test", "password": PASSWORD}
        return self._made("/members", details | fields)

    def tool(self, **fields: Any) -> Any:
        """Add a tool."""
        return self._made("/tools", {"name": f"Tool {next(NUMBERS)}", "kind": "hand"} | fields)

    def loan(self, **fields: Any) -> Any:
        """Lend a tool, a new one unless stated."""
        return self._made("/loans", {"tool_id": fields.pop("tool_id", None) or self.tool()["id"]} | fields)

    def fact(self, kind: str, **fields: Any) -> Any:
        """Record a fact."""
        return self._made("/facts", {"kind": kind} | fields)

    def entries(self, **posted: Any) -> Any:
        """Post to the ledger; return the entries that were made."""
        receipt = self._made("/ledger", posted)
        return [self.get(f"/ledger/{entry_id}").json for entry_id in receipt["entry_ids"]]

    def _made(self, path: str, body: dict[str, Any]) -> Any:
        answer = self.post(path, **body)
        assert answer.status_code == 201, answer.json
        return answer.json


NUMBERS = count(1)
