"""One Toolshed with its Carrier in virtual time, ready for a storm, and gone without a trace."""

import shutil
import sqlite3
import tempfile
from collections import deque
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from types import TracebackType

import requests
from flask import Flask

from labapp.backend import outbox
from labapp.backend.app import close, create_app
from labapp.backend.surroundings import Settings, Surroundings
from labapp.naive import NAIVE
from labapp.services import Services
from labapp.world.carrier import Carrier
from labapp.world.network import InProcess, InProcessSession, Server
from labapp.world.plug import Budget
from labapp.world.script import Script
from labapp.world.virtual_clock import VirtualClock
from labapp.world.webserver import WebServer

from .addresses import CARRIER, TOOLSHED

CHEAP_HASH = "pbkdf2:sha256:1"
KEPT_LINES = 10_000
DATABASE = "toolshed.db"


@dataclass(frozen=True)
class Setting:
    """What a story begins with: the web server's workers, Carrier's script, the budget, the seed.

    Without a database the story brings its own passing one.
    """

    web_workers: int = 8
    script: Script = field(default_factory=Script)
    budget: Budget = field(default_factory=Budget)
    seed: int = 2018
    database_url: str | None = None


class World:
    """A context manager: Toolshed behind a web server, Carrier, and a session of an outsider."""

    def __init__(self, services: Services, setting: Setting | None = None) -> None:
        self.setting = setting or Setting()
        self.clock = VirtualClock(self.setting.budget)
        self.carrier = Carrier(self.clock, self.setting.script)
        self.lines: deque[tuple[str, str]] = deque(maxlen=KEPT_LINES)
        self._folder = Path(tempfile.mkdtemp(prefix="toolshed-"))
        if self.setting.database_url is None:
            (self._folder / DATABASE).write_bytes(_first_morning())
        self.app = self._app(services)
        server = WebServer(self.clock, self.app, self.setting.web_workers)
        self.http = session(self.clock, TOOLSHED, server)
        self.clock.spawn("outbox", lambda: outbox.work(self.app))

    def _app(self, services: Services) -> Flask:
        chance = Random(self.setting.seed)
        surroundings = Surroundings(
            clock=self.clock,
            chance=chance,
            token=lambda: f"{chance.getrandbits(128):032x}",
            http=session(self.clock, CARRIER, self.carrier),
            write=lambda sink, line: self.lines.append((sink, line)),
        )
        database_url = self.setting.database_url or f"sqlite:///{self._folder / DATABASE}"
        settings = Settings(database_url, CARRIER, password_method=CHEAP_HASH)
        return create_app(services, settings, surroundings)

    @property
    def database(self) -> Path | None:
        """The file of the passing database; None when the story came with one of its own."""
        return self._folder / DATABASE if self.setting.database_url is None else None

    def log_in(self, email: str, password: str) -> dict[str, str]:
        """Log in and return the header that proves it."""
        answer = self.http.post(f"{TOOLSHED}/sessions", json={"email": email, "password": password})
        answer.raise_for_status()
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    def __enter__(self) -> "World":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clock.stop()
        close(self.app)
        shutil.rmtree(self._folder, ignore_errors=True)


@cache
def _first_morning() -> bytes:
    """Make the database with its demo data; once is enough for all worlds of a process."""
    with tempfile.TemporaryDirectory(prefix="toolshed-") as folder:
        file = Path(folder) / DATABASE
        with World(NAIVE, Setting(database_url=f"sqlite:///{file}")), closing(sqlite3.connect(file)) as made:
            return made.serialize()


def session(clock: VirtualClock, address: str, server: Server) -> requests.Session:
    """Return a `requests` session for which this address leads to a server in virtual time."""
    return InProcessSession(address, InProcess(clock, server))
