"""One GET without a database: ours, Flask's test client, httpx, and a real server in a thread."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread

import httpx
import requests
from flask import Flask, jsonify
from row import Row, in_turn
from werkzeug.serving import WSGIRequestHandler, make_server

from labapp.simulation.kill_switch import Budget
from labapp.simulation.network import WsgiResponse, run_wsgi
from labapp.simulation.virtual_clock import VirtualClock
from labapp.targets.simulated import in_process_session

SECONDS = 1.0


class Direct:
    """Answers at once; no queue, no workers: the same that the peers do."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def answer(self, environ: dict, timeout_seconds: float) -> WsgiResponse:
        return run_wsgi(self.app, environ)


def rows() -> Iterator[Row]:
    """Measure requests a second, each kind in turn."""
    app = Flask("bench")
    app.get("/hello")(lambda: jsonify(hello="world"))
    with ExitStack() as stack:
        peers = [test_client(app), httpx_client(app), stack.enter_context(threaded(app))]
        per_second = in_turn([ours(app), *(lambda get=get: rate(get) for get in peers)])
    names = ("Flask's test client", "httpx WSGITransport", "requests to a werkzeug thread")
    for name, peer, target in zip(names, per_second[1:], (">= 0.65", ">= 1.1", ">= 5"), strict=True):
        yield Row(f"requests in process, calls a second, against {name}", per_second[0], peer, target)


def rate(get: Callable[[], int]) -> float:
    assert get() == 200
    began, count = time.perf_counter(), 0
    while (passed := time.perf_counter() - began) < SECONDS:
        for _ in range(20):
            get()
        count += 20
    return count / passed


def ours(app: Flask) -> Callable[[], float]:
    """Call from a worker, as a service does."""
    clock = VirtualClock(Budget(10**9, 1e9, 1e9), stall_timeout_seconds=60.0)
    http = in_process_session(clock, "http://hello.test", Direct(app))
    get = lambda: http.get("http://hello.test/hello").status_code  # noqa: E731

    def measured() -> float:
        found: list[float] = []
        clock.spawn("caller", lambda: found.append(rate(get)))
        clock.run()
        return found[0]

    return measured


def test_client(app: Flask) -> Callable[[], int]:
    client = app.test_client()
    return lambda: client.get("/hello").status_code


def httpx_client(app: Flask) -> Callable[[], int]:
    client = httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://hello.test")
    return lambda: client.get("/hello").status_code


class Quiet(WSGIRequestHandler):
    """Writes no line for a request; we do the same."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def threaded(app: Flask) -> Iterator[Callable[[], int]]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    http = requests.Session()
    http.trust_env = False
    try:
        yield lambda: http.get(f"http://127.0.0.1:{server.port}/hello").status_code
    finally:
        server.shutdown()
        thread.join()
