"""A real server on loopback, on a port of its own, for as long as a `with` block lasts."""

import errno
import logging
import socket
import time
from threading import Thread
from types import TracebackType
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

HOST = "127.0.0.1"


class PortTaken(Exception):
    """Something else listens on this port; the message is one line and says what to do."""


PLANNED = ("too few bytes", "Task queue depth", "still running", "pending task")
"""Replies get lost, queues grow, and answers are slow on purpose: waitress need not complain on stderr."""


def _is_planned(record: logging.LogRecord) -> bool:
    return any(words in record.getMessage() for words in PLANNED)


for _name in ("waitress", "waitress.queue"):
    logging.getLogger(_name).addFilter(lambda record: not _is_planned(record))


class LoopbackServer:
    """Serves a WSGI app with so many threads; port 0 takes whatever is free."""

    def __init__(self, app: Any, port: int = 0, threads: int = 8) -> None:
        listening = _listen(port)
        self.port = int(listening.getsockname()[1])
        self.url = f"http://{HOST}:{self.port}"
        self._server: Any = create_server(app, sockets=[listening], threads=threads, ident=None)

    def run(self) -> None:
        """Serve until interrupted; waitress' own loop would swallow the interruption and wait for threads."""
        wasyncore.loop(timeout=1, map=self._server._map)

    def close(self) -> None:
        """Let running answers end; then the server's own loop drops every connection, so nothing tears."""
        self._server.task_dispatcher.shutdown(timeout=1)
        trigger = self._server.trigger
        with trigger.lock:  # else the loop, awake for a last answer, closes the trigger before it is pulled
            trigger.thunks.append(self._drop)
            trigger.pull_trigger()

    def _drop(self) -> None:
        if self._server.task_dispatcher.threads:  # some still answer, and pull the trigger when they end
            self._server.trigger.del_channel()
            self._server.trigger._closed = True  # not by the server, then
            Thread(target=self._close_trigger, daemon=True).start()
        wasyncore.close_all(self._server._map)

    def _close_trigger(self) -> None:
        while self._server.task_dispatcher.threads:
            time.sleep(0.1)
        self._server.trigger._close()

    def __enter__(self) -> "LoopbackServer":
        self._thread = Thread(target=self.run, name=f"loopback-{self.port}", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        self._thread.join(2)


def free_port() -> int:
    """Return a port on which nobody listens at the moment."""
    with _listen(0) as listening:
        return int(listening.getsockname()[1])


def _listen(port: int) -> socket.socket:
    problem = f"Port {port} is taken or not allowed. Choose another one, or --port 0."
    if not 0 <= port < 65_536:
        raise PortTaken(problem)
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise PortTaken(problem) from error
