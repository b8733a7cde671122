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

from labapp.naive import NAIVE
from labapp.services import Services
from labapp.simulation.carrier import Carrier
from labapp.simulation.carrier_script import CarrierScript
from labapp.simulation.kill_switch import Budget
from labapp.simulation.network import InProcessAdapter, InProcessSession, Link, Server
from labapp.simulation.virtual_clock import VirtualClock
from labapp.simulation.web_server import WebServer
from labapp.toolshed import outbox
from labapp.toolshed.app import close, create_app
from labapp.toolshed.dependencies import Dependencies, Settings

from .addresses import CARRIER, TOOLSHED
from .statement_scheduler import StatementScheduler

CHEAP_HASH = "pbkdf2:sha256:1"
KEPT_LINES = 10_000
DATABASE = "toolshed.db"


@dataclass(frozen=True)
class SimulationSettings:
    """What a simulation begins with: the web server's workers, Carrier's script, the budget, the seed.

    Without a database it brings its own passing one.
    """

    web_workers: int = 8
    script: CarrierScript = field(default_factory=CarrierScript)
    budget: Budget = field(default_factory=Budget)
    seed: int = 2018
    database_url: str | None = None
    stall_timeout_seconds: float = 5.0
    outbox_seconds: float = 0.5


class SimulatedToolshed:
    """A context manager: Toolshed behind a web server, Carrier, and the session of a client."""

    def __init__(self, services: Services, settings: SimulationSettings | None = None) -> None:
        self.settings = settings or SimulationSettings()
        self.clock = VirtualClock(self.settings.budget, self.settings.stall_timeout_seconds)
        self.carrier = Carrier(self.clock, self.settings.script)
        self.lines: deque[tuple[str, str]] = deque(maxlen=KEPT_LINES)
        self._folder = Path(tempfile.mkdtemp(prefix="toolshed-"))
        if self.settings.database_url is None:
            (self._folder / DATABASE).write_bytes(_seeded_database())
        self._services, self._chance = services, Random(self.settings.seed)
        self.statements = StatementScheduler(self.clock)
        self.app = self._app()
        self._server = WebServer(self.clock, self._answer, self.settings.web_workers)
        self.http = self.client_session()
        self.clock.spawn("outbox", lambda: outbox.work(lambda: self.app, self.settings.outbox_seconds))

    def client_session(self, link: Link | None = None) -> requests.Session:
        """Return the session of a client, with a network link of its own to Toolshed."""
        return in_process_session(self.clock, TOOLSHED, self._server, link)

    def restart(self) -> None:
        """Start Toolshed anew on the same database: what was only in memory is gone. Nobody may be inside."""
        close(self.app)
        self.app = self._app()

    def _answer(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, start_response)

    def _app(self) -> Flask:
        dependencies = Dependencies(
            clock=self.clock,
            chance=self._chance,
            token=lambda: f"{self._chance.getrandbits(128):032x}",
            http=in_process_session(self.clock, CARRIER, self.carrier),
            write=lambda sink, line: self.lines.append((sink, line)),
        )
        database_url = self.settings.database_url or f"sqlite:///{self._folder / DATABASE}"
        app_settings = Settings(database_url, CARRIER, password_method=CHEAP_HASH)
        app = create_app(self._services, app_settings, dependencies)
        self.statements.listen_to(app)
        return app

    @property
    def database(self) -> Path | None:
        """The file of the passing database; None when the settings name another one."""
        return self._folder / DATABASE if self.settings.database_url is None else None

    def log_in(self, email: str, password: str) -> dict[str, str]:
        """Log in and return the header that proves it."""
        answer = self.http.post(f"{TOOLSHED}/sessions", json={"email": email, "password": password})
        answer.raise_for_status()
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    def __enter__(self) -> "SimulatedToolshed":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clock.stop()
        close(self.app)
        shutil.rmtree(self._folder, ignore_errors=True)


@cache
def _seeded_database() -> bytes:
    """Make the database with its demo data; once is enough for a process."""
    with tempfile.TemporaryDirectory(prefix="toolshed-") as folder:
        file = Path(folder) / DATABASE
        with (
            SimulatedToolshed(NAIVE, SimulationSettings(database_url=f"sqlite:///{file}")),
            closing(sqlite3.connect(file)) as made,
        ):
            return made.serialize()


def in_process_session(
    clock: VirtualClock, address: str, server: Server, link: Link | None = None
) -> requests.Session:
    """Return a `requests` session for which this address leads to a server in virtual time."""
    return InProcessSession(address, InProcessAdapter(clock, server, link))
