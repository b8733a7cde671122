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
from typing import Any

import requests
from flask import Flask

from labapp.backend import outbox
from labapp.backend.app import close, create_app
from labapp.backend.surroundings import Settings, Surroundings
from labapp.naive import NAIVE
from labapp.services import Services
from labapp.world.carrier import Carrier
from labapp.world.network import InProcess, InProcessSession, Link, Server
from labapp.world.plug import Budget
from labapp.world.script import Script
from labapp.world.virtual_clock import VirtualClock
from labapp.world.webserver import WebServer

from .addresses import CARRIER, TOOLSHED
from .turnstile import AtStatement, let_through, listen

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
    patience_seconds: float = 5.0
    outbox_seconds: float = 0.5


class World:
    """A context manager: Toolshed behind a web server, Carrier, and a session of an outsider."""

    def __init__(self, services: Services, setting: Setting | None = None) -> None:
        self.setting = setting or Setting()
        self.clock = VirtualClock(self.setting.budget, self.setting.patience_seconds)
        self.carrier = Carrier(self.clock, self.setting.script)
        self.lines: deque[tuple[str, str]] = deque(maxlen=KEPT_LINES)
        self._folder = Path(tempfile.mkdtemp(prefix="toolshed-"))
        if self.setting.database_url is None:
            (self._folder / DATABASE).write_bytes(_first_morning())
        self._services, self._chance = services, Random(self.setting.seed)
        self.at_statement: AtStatement = let_through
        self.app = self._app()
        self._server = WebServer(self.clock, self._answer, self.setting.web_workers)
        self.http = self.outsider()
        self.clock.spawn("outbox", lambda: outbox.work(lambda: self.app, self.setting.outbox_seconds))

    def outsider(self, link: Link | None = None) -> requests.Session:
        """Return the session of somebody outside, with a way of their own to Toolshed."""
        return session(self.clock, TOOLSHED, self._server, link)

    def restart(self) -> None:
        """Start Toolshed anew on the same database: what was only in memory is gone. Nobody may be inside."""
        close(self.app)
        self.app = self._app()

    def _answer(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, start_response)

    def _pause(self, statement: str, may_wait: bool) -> None:
        self.at_statement(statement, may_wait)

    def _app(self) -> Flask:
        surroundings = Surroundings(
            clock=self.clock,
            chance=self._chance,
            token=lambda: f"{self._chance.getrandbits(128):032x}",
            http=session(self.clock, CARRIER, self.carrier),
            write=lambda sink, line: self.lines.append((sink, line)),
        )
        database_url = self.setting.database_url or f"sqlite:///{self._folder / DATABASE}"
        settings = Settings(database_url, CARRIER, password_method=CHEAP_HASH)
        app = create_app(self._services, settings, surroundings)
        listen(app, self._pause)
        return app

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


def session(clock: VirtualClock, address: str, server: Server, link: Link | None = None) -> requests.Session:
    """Return a `requests` session for which this address leads to a server in virtual time."""
    return InProcessSession(address, InProcess(clock, server, link))
