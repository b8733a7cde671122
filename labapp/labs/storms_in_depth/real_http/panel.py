"""Three seconds of the storm for real: real sockets, real threads, real time, and then it is over."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import requests

from labapp.naive import NAIVE
from labapp.simulation.carrier import Carrier
from labapp.simulation.carrier_script import CarrierScript, Outage
from labapp.simulation.clock import RealClock
from labapp.simulation.worker_fleet import STEPS_PER_SECOND, Fleet, run_by_step
from labapp.targets.loopback import LoopbackServer
from labapp.targets.open_target import ADMIN
from labapp.targets.served import ServerOptions, server_for
from labapp.workshop.widgets import show_sentence

from .figure import BurstColumns, BurstFigure

PLAN = Fleet(
    workers=8, messages_per_second=4, capacity_per_second=100, outage_begins=1, outage_seconds=1.5, seconds=3
)
OUTAGE = (PLAN.outage_begins, PLAN.outage_begins + PLAN.outage_seconds)
SCRIPT = CarrierScript(PLAN.capacity_per_second, (Outage(*OUTAGE),), answer_seconds=PLAN.answer_seconds)
HALVES = 2 * PLAN.seconds


def real_seconds() -> BurstColumns:
    """Send for three real seconds, show the calls over the predicted curve, and return the columns."""
    columns = BurstColumns(OUTAGE, predicted(), [])
    figure = BurstFigure(columns)
    figure.show()
    carrier = Carrier(RealClock(), SCRIPT)
    with LoopbackServer(carrier, threads=2 * PLAN.workers) as outside, _toolshed(outside.url) as url:
        for passed in _sending(url, carrier):
            columns = replace(columns, counted=counted(carrier, passed))
            figure.update(columns)
    figure.leave()
    show_sentence(columns.sentence())
    return columns


@contextmanager
def _toolshed(carrier_url: str) -> Iterator[str]:
    wish = ServerOptions(carrier_url=carrier_url, write=lambda sink, line: None)
    with server_for(NAIVE, wish) as server, server:
        yield server.url


def predicted() -> list[int]:
    """Return the model's calls in each half second."""
    calls, _ = run_by_step(PLAN)
    half = STEPS_PER_SECOND // 2
    return [sum(calls[number * half : (number + 1) * half]) for number in range(HALVES)]


def counted(carrier: Carrier, seconds: float) -> list[int]:
    """Return the calls that reached Carrier in each half second that has passed."""
    halves = [int(call.seconds * 2) for call in carrier.ledger]
    return [halves.count(number) for number in range(min(HALVES, int(seconds * 2)))]


def _sending(url: str, carrier: Carrier) -> Iterator[float]:
    """Let clerks send, and yield the seconds that passed; in the end Carrier is well, so that all can end."""
    with requests.Session() as http, ThreadPoolExecutor(PLAN.messages_per_second * PLAN.seconds) as clerks:
        http.trust_env = False
        email, password = ADMIN
        session = http.post(f"{url}/sessions", json={"email": email, "password": password}).json()
        send = partial(_send, http, f"{url}/notifications", session)
        carrier.begin(SCRIPT)
        began, sent = time.monotonic(), 0
        try:
            while (passed := time.monotonic() - began) < PLAN.seconds + 0.1:
                for _ in range(PLAN.messages_per_second if sent <= passed < PLAN.seconds else 0):
                    clerks.submit(send)
                sent += sent <= passed
                yield passed
                time.sleep(0.05)
        finally:
            carrier.recover()


def _send(http: requests.Session, url: str, session: dict[str, str]) -> None:
    body = {"member_id": session["member_id"], "kind": "message", "text": "Your tool is due tomorrow."}
    http.post(url, json=body, headers={"Authorization": f"Bearer {session['token']}"})
