"""Fakes for the tests: a clock, a Carrier, and a client that stays logged in."""

import json
from typing import Any

import requests
from flask.testing import FlaskClient
from requests.adapters import BaseAdapter


class FakeClock:
    """A clock that stands still on a Monday morning."""

    def now(self) -> float:
        """Return 2 March 2026, 09:00 UTC."""
        return 1_772_442_000.0

    def sleep(self, seconds: float) -> None:
        """Return at once."""


class FakeCarrier(BaseAdapter):
    """A Carrier that accepts every message and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[dict[str, str]] = []

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Accept one message."""
        self.sent.append(json.loads(request.body or b"{}"))
        response = requests.Response()
        response.status_code = 202
        response._content = b'{"id": "carrier-1"}'
        return response

    def close(self) -> None:
        """Do nothing, there is no connection."""


class ApiClient(FlaskClient):
    """A test client that sends a token once it is logged in."""

    member_id = 0

    def log_in(self, email: str, password: str) -> "ApiClient":
        """Log in and keep the token."""
        answer = self.post("/sessions", json={"email": email, "password": password})
        assert answer.status_code == 201
        session = answer.get_json()
        self.member_id = session["member_id"]
        self.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {session['token']}"
        return self
