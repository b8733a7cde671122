"""Toolshed for real: real time, real chance, real sockets on loopback."""

import atexit
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from threading import Event, Thread
from urllib.request import getproxies

import requests
from flask import Flask

from labapp.naive import NAIVE
from labapp.services import Services
from labapp.simulation.carrier import Carrier
from labapp.simulation.clock import RealClock
from labapp.toolshed import outbox
from labapp.toolshed.app import close, create_app
from labapp.toolshed.dependencies import Dependencies, Settings

from .loopback import HOST, LoopbackServer

Write = Callable[[str, str], None]


def to_stderr(sink: str, line: str) -> None:
    """Write one log line where a terminal shows it."""
    print(f"{sink}: {line}", file=sys.stderr)


@dataclass(frozen=True)
class ServerOptions:
    """What somebody asks of a server; without a database or a Carrier it brings passing ones."""

    port: int = 0
    database_url: str | None = None
    carrier_url: str | None = None
    admin: tuple[str, str] = ("admin@toolshed.test", "let-me-in-please")
    write: Write = to_stderr


@contextmanager
def server_for(services: Services, options: ServerOptions) -> Iterator[LoopbackServer]:
    """Build Toolshed and bind it to loopback; everything is gone when the block ends."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="toolshed-")))
        carrier_url = options.carrier_url or stack.enter_context(LoopbackServer(Carrier(RealClock()))).url
        database_url = options.database_url or f"sqlite:///{folder / 'toolshed.db'}"
        settings = Settings(database_url, carrier_url, *options.admin)
        app = create_app(services, settings, _dependencies(options.write))
        stack.callback(close, app)
        server = LoopbackServer(app, options.port)
        stack.enter_context(_outbox_thread(app))
        yield server


def toolshed() -> str:
    """Start the naive Toolshed on a free port and return its address; it ends with the kernel."""
    _ask_no_proxy()
    stack = ExitStack()
    atexit.register(stack.close)
    server = stack.enter_context(server_for(NAIVE, ServerOptions(write=lambda sink, line: None)))
    stack.enter_context(server)
    return server.url


def _ask_no_proxy() -> None:
    """Let plain `requests` in this process reach this machine where a proxy leads to all others."""
    for name in ("no_proxy", "NO_PROXY"):
        known = os.environ.get(name, "")
        if getproxies() and known != "*" and HOST not in known.split(","):
            os.environ[name] = f"{known},{HOST}".strip(",")


@contextmanager
def _outbox_thread(app: Flask) -> Iterator[None]:
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


def _dependencies(write: Write) -> Dependencies:
    http = requests.Session()
    http.trust_env = False
    return Dependencies(
        clock=RealClock(), chance=SystemRandom(), token=secrets.token_urlsafe, http=http, write=write
    )
