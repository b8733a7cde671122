"""Fixtures: an app with a fresh database, and clients for each role."""

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from random import Random
from sqlite3 import connect
from tempfile import TemporaryDirectory

import pytest
import requests
from flask import Flask

from labapp.naive import NAIVE

from ..app import close, create_app
from ..dependencies import Dependencies, Settings
from .fakes import ApiClient, FakeCarrier, FakeClock

CARRIER_URL = "http://carrier.test"
PASSWORD = "correct horse"


@pytest.fixture(scope="session")
def carrier() -> FakeCarrier:
    """Return the company that delivers our messages."""
    return FakeCarrier()


@pytest.fixture(scope="session")
def log() -> list[str]:
    """Return the lines that the app has logged."""
    return []


@pytest.fixture(scope="session")
def dependencies(carrier: FakeCarrier, log: list[str]) -> Dependencies:
    """Return a small, predictable world."""
    http, numbers = requests.Session(), count(1)
    http.mount(CARRIER_URL, carrier)
    return Dependencies(
        clock=FakeClock(),
        chance=Random(1),
        token=lambda: f"token-{next(numbers)}",
        http=http,
        write=lambda sink, line: log.append(line) if sink == "app" else None,
    )


@pytest.fixture(scope="session")
def database() -> Iterator[Path]:
    """Return where the database is."""
    with TemporaryDirectory() as folder:
        yield Path(folder) / "test.db"


@pytest.fixture(scope="session")
def shared_app(database: Path, dependencies: Dependencies) -> Iterator[Flask]:
    """Return one app for all tests."""
    settings = Settings(f"sqlite:///{database}", CARRIER_URL, password_method="pbkdf2:sha256:1", demo=False)
    app = create_app(NAIVE, settings, dependencies)
    app.test_client_class = ApiClient
    yield app
    close(app)


@pytest.fixture
def app(shared_app: Flask, database: Path, carrier: FakeCarrier, log: list[str]) -> Iterator[Flask]:
    """Return the app; afterwards everything is as empty as before."""
    with closing(connect(database)) as live, closing(connect(":memory:")) as empty:
        live.backup(empty)
        yield shared_app
        empty.backup(live)
    carrier.sent.clear()
    log.clear()


@pytest.fixture
def client(app: Flask) -> ApiClient:
    """Return a client that is not logged in."""
    return new_client(app)


@pytest.fixture
def admin(app: Flask) -> ApiClient:
    """Return a client that is logged in as the admin."""
    return new_client(app).log_in(Settings.admin_email, Settings.admin_password)


@pytest.fixture
def steward(app: Flask, admin: ApiClient) -> ApiClient:
    """Return a client that is logged in as a steward."""
    return new_member(app, admin, name="Stella", role="steward")


@pytest.fixture
def member(app: Flask, admin: ApiClient) -> ApiClient:
    """Return a client that is logged in as a member."""
    return new_member(app, admin, name="Mia", phone="555-0101", household="Lime Street 4")


@pytest.fixture
def neighbour(app: Flask, admin: ApiClient) -> ApiClient:
    """Return a client that is logged in as a member of another household."""
    return new_member(app, admin, name="Noah", household="Lime Street 6")


@pytest.fixture
def tool_id(steward: ApiClient) -> int:
    """Return the id of a tool."""
    answer = steward.post("/tools", json={"name": "Hammer", "kind": "hand"})
    return int(answer.get_json()["id"])


def new_client(app: Flask) -> ApiClient:
    """Return a new client of the app."""
    client = app.test_client()
    assert isinstance(client, ApiClient)
    return client


def new_member(app: Flask, admin: ApiClient, **details: str) -> ApiClient:
    """Register somebody and return a client that is logged in as them."""
    email = f"{details['name'].lower()}@example.test"
    answer = admin.post("/members", json={"email": email, "password": PASSWORD, **details})
    assert answer.status_code == 201
    return new_client(app).log_in(email, PASSWORD)
