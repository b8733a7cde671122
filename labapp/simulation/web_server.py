"""A web server in virtual time: n workers, and a queue for whoever finds them all busy."""

from collections import deque
from dataclasses import dataclass
from typing import Any

import requests

from .network import Wsgi, WsgiResponse, run_wsgi
from .virtual_clock import VirtualClock
from .worker import Worker


@dataclass
class PendingRequest:
    """A request on its way through the server; `client` waits for the answer."""

    environ: dict[str, Any]
    client: Worker
    answer: WsgiResponse | None = None
    given_up: bool = False


class WebServer:
    """Serves a WSGI app with so many workers; the app blocks them as it likes."""

    def __init__(self, clock: VirtualClock, app: Wsgi, workers: int) -> None:
        self._clock, self._app = clock, app
        self._queue: deque[PendingRequest] = deque()
        self._idle: deque[Worker] = deque()
        for number in range(1, workers + 1):
            clock.spawn(f"web-{number}", self._work)

    def answer(self, environ: dict[str, Any], timeout_seconds: float) -> WsgiResponse:
        """Queue a request and wait for its answer.

        Raises requests.ReadTimeout; the worker goes on with the request all the same, if it has begun.
        """
        pending = PendingRequest(environ, self._clock.worker())
        self._queue.append(pending)
        if self._idle:
            self._clock.wake(self._idle.popleft())
        self._clock.park(self._clock.now() + timeout_seconds)
        if pending.answer is None:
            pending.given_up = True
            raise requests.ReadTimeout(f"no answer within {timeout_seconds:g} s")
        return pending.answer

    def _work(self) -> None:
        while True:
            while self._queue:
                self._serve(self._queue.popleft())
            self._idle.append(self._clock.worker())
            self._clock.park(float("inf"))

    def _serve(self, pending: PendingRequest) -> None:
        if pending.given_up:
            return
        pending.answer = run_wsgi(self._app, pending.environ)
        if not pending.given_up:
            self._clock.wake(pending.client)
