"""What a test of the backend is given: a world, an empty database of each kind, an app, a caller."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from labapp.naive import NAIVE
from labapp.toolshed.app import close, create_app

from . import postgres
from .fakes import Api, World, settings


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database on a private server."""
    if postgres.binaries() is None and "CI" not in os.environ:
        pytest.skip("PostgreSQL is not installed (Debian and Ubuntu: apt install postgresql)")
    with postgres.server() as address:
        yield postgres.create(address, "toolshed")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/toolshed.db"
    url: str = request.getfixturevalue("postgres_url")
    postgres.empty(url)
    return url


@pytest.fixture
def world() -> World:
    """Time, a carrier, and what was written down."""
    return World()


@pytest.fixture
def app(database_url: str, world: World) -> Iterator[Flask]:
    """Toolshed with the naive services and no demo data."""
    app = create_app(NAIVE, settings(database_url), world.dependencies())
    yield app
    close(app)


@pytest.fixture
def api(app: Flask) -> Api:
    """Nobody, calling."""
    return Api(app)


@pytest.fixture
def admin(api: Api) -> Api:
    """The first admin, calling."""
    return api.as_("admin")
