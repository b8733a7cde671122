"""A real server on loopback."""

import logging
import threading
import time

import pytest
import requests

from labapp.targets.loopback import LoopbackServer, PortTaken


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["REMOTE_ADDR"].encode()]


def test_it_answers_on_a_port_of_its_own_and_is_gone_afterwards():
    with LoopbackServer(hello) as server:
        assert requests.get(server.url, timeout=5).text == "127.0.0.1"
    with pytest.raises(requests.ConnectionError):
        requests.get(server.url, timeout=5)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("loopback")]


@pytest.mark.parametrize("port", [70_000, None])
def test_a_port_that_cannot_be_had_is_one_line(port):
    with (
        LoopbackServer(hello) as server,
        pytest.raises(PortTaken, match=r"^Port \d+ is taken .* --port 0\.$"),
    ):
        LoopbackServer(hello, port or server.port)


@pytest.mark.parametrize(
    ("who", "words", "complaints"),
    [
        ("waitress", "8 thread(s) still running", 0),
        ("waitress.queue", "Task queue depth is 3", 0),
        ("waitress", "Exception while serving /tools", 1),
    ],
)
def test_what_is_slow_on_purpose_is_not_complained_of(caplog, who, words, complaints):
    logging.getLogger(who).warning(words)
    assert len(caplog.records) == complaints


def test_a_worker_that_wakes_the_loop_first_does_not_tear_the_end():
    server = LoopbackServer(hello)
    trigger = server._server.trigger
    activate = trigger._physical_pull

    def pull_after_a_worker():
        activate()
        time.sleep(0.2)
        activate()

    with server:
        trigger._physical_pull = pull_after_a_worker


def test_a_worker_that_ends_after_the_server_writes_into_nothing(caplog):
    begun, over = threading.Event(), threading.Event()

    def slow(environ, start_response):
        begun.set()
        over.wait(10)
        return hello(environ, start_response)

    def ask():
        with pytest.raises(requests.ConnectionError):
            requests.get(server.url, timeout=10)

    with LoopbackServer(slow) as server:
        trigger = server._server.trigger
        asking = threading.Thread(target=ask)
        asking.start()
        assert begun.wait(10)
    asking.join(10)
    trigger.pull_trigger()  # as the worker does that found its connection alive a moment ago
    over.set()
    deadline = time.monotonic() + 10
    while trigger._fds and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (trigger._fds, caplog.records) == ([], [])
