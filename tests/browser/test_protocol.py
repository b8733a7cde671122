"""Between browser and server: what a restarting kernel must not confuse."""

import json
import time
from contextlib import contextmanager, suppress
from threading import Event, Thread
from uuid import uuid4

import pytest
import requests
import websocket
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

from .page import frames_until_done, opened, restart_and_run_all

PROTOCOL = "v1.kernel.websocket.jupyter.org"


@pytest.fixture
def kernel(lab):
    """Start a kernel on the server; yield the address of its channels."""
    kernels = f"{lab.partition('lab?')[0]}api/kernels"
    with requests.Session() as session:
        session.params = {"token": "browser-test"}
        kernel = session.post(kernels, json={"name": "python3"}).json()["id"]
        yield f"ws{kernels.removeprefix('http')}/{kernel}/channels?session_id=one&token=browser-test"
        session.delete(f"{kernels}/{kernel}")


@contextmanager
def connected(address):
    connection = websocket.create_connection(address, subprotocols=[PROTOCOL], timeout=60)
    with connection.sock:
        yield connection


def question():
    header = {"msg_id": uuid4().hex, "msg_type": "kernel_info_request", "version": "5.3"}
    header |= {"username": "", "session": "one", "date": ""}
    return serialize_msg_to_ws_v1([json.dumps(part).encode() for part in (header, {}, {}, {})], "shell")


def talk(connection, enough):
    """Ask on, whoever listens."""
    with suppress(OSError, websocket.WebSocketException):
        while not enough.is_set():
            connection.send_binary(question())


def test_the_server_chooses_the_protocol_that_the_browser_asks_for_first(kernel):
    """Else every kernel is connected twice, and now and then the second connection hears nothing."""
    with connected(kernel) as connection:
        assert connection.subprotocol == PROTOCOL


def test_what_is_still_on_its_way_to_a_closed_connection_is_not_misread(kernel):
    """How much memory that took, the fixture `lab` says at its end."""
    enough = Event()
    with connected(kernel) as old:
        talker = Thread(target=talk, args=(old, enough))
        talker.start()
        with connected(kernel) as new:
            time.sleep(0.2)
            enough.set()
            talker.join(60)
            new.send_binary(question())
            while b"kernel_info_reply" not in new.recv():
                pass


def test_a_kernel_restarts_and_runs_all_and_the_server_stays_small(page):
    """How small, the fixture `lab` says at its end."""
    with opened(page, "00_start_here"):
        restart_and_run_all(page)
        frames_until_done(page)
