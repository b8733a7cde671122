"""What a test of the backend is given: a world, a fresh database of each kind, an app, somebody to call it."""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from flask import Flask

from labapp.backend.app import close, create_app
from labapp.naive import NAIVE

from . import postgres
from .fakes import Api, World, settings

NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A server with one database that has all tables and the admin, to be copied."""
    if postgres.binaries() is None and "CI" not in os.environ:
        pytest.skip("PostgreSQL is not installed (Debian and Ubuntu: apt install postgresql)")
    with postgres.server() as address:
        close(create_app(NAIVE, settings(postgres.create(address, "model")), World().surroundings()))
        yield address


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that has all tables and the admin, to be copied."""
    file = tmp_path_factory.mktemp("model") / "toolshed.db"
    close(create_app(NAIVE, settings(f"sqlite:///{file}"), World().surroundings()))
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database."""
    if request.param == "sqlite":
        model = request.getfixturevalue("sqlite_model")
        yield f"sqlite:///{shutil.copy(model, tmp_path)}"
        return
    address, name = request.getfixturevalue("postgres_address"), f"test_{next(NUMBERS)}"
    yield postgres.create(address, name, "model")
    postgres.drop(address, name)


@pytest.fixture
def world() -> World:
    """Time, a carrier, and what was written down."""
    return World()


@pytest.fixture
def app(database_url: str, world: World) -> Iterator[Flask]:
    """Toolshed with the naive services and no demo data."""
    app = create_app(NAIVE, settings(database_url), world.surroundings())
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
