"""Toolshed for real: real time, real chance, real sockets on loopback."""

import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from threading import Event, Thread

import requests
from flask import Flask

from labapp.backend import outbox
from labapp.backend.app import close, create_app
from labapp.backend.surroundings import Settings, Surroundings
from labapp.services import Services
from labapp.world.carrier import Carrier
from labapp.world.clock import RealClock
from labapp.world.loopback import Loopback

Write = Callable[[str, str], None]


def to_stderr(sink: str, line: str) -> None:
    """Write one log line where a terminal shows it."""
    print(f"{sink}: {line}", file=sys.stderr)


@dataclass(frozen=True)
class Wish:
    """What somebody asks of a server; without a database or a Carrier it brings passing ones."""

    port: int = 0
    database_url: str | None = None
    carrier_url: str | None = None
    admin: tuple[str, str] = ("admin@toolshed.test", "let-me-in-please")
    write: Write = to_stderr


@contextmanager
def serving(services: Services, wish: Wish) -> Iterator[Loopback]:
    """Build Toolshed and bind it to loopback; everything is gone when the block ends."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="toolshed-")))
        carrier_url = wish.carrier_url or stack.enter_context(Loopback(Carrier(RealClock()))).url
        database_url = wish.database_url or f"sqlite:///{folder / 'toolshed.db'}"
        settings = Settings(database_url, carrier_url, *wish.admin)
        app = create_app(services, settings, _surroundings(wish.write))
        stack.callback(close, app)
        server = Loopback(app, wish.port)
        stack.enter_context(_sending(app))
        yield server


@contextmanager
def _sending(app: Flask) -> Iterator[None]:
    """Send what is due, beside the server; ends before the database goes away."""
    over = Event()
    worker = Thread(target=_send, args=(app, over), name="outbox", daemon=True)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join(1)


def _send(app: Flask, over: Event) -> None:
    while not over.wait(0.5):
        outbox.deliver_due(app)


def _surroundings(write: Write) -> Surroundings:
    http = requests.Session()
    http.trust_env = False
    return Surroundings(
        clock=RealClock(), chance=SystemRandom(), token=secrets.token_urlsafe, http=http, write=write
    )
