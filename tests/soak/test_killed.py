"""Toolshed is killed in mid-outage and in mid-charge, again and again: all that it accepted is accounted for.

Three times in `make test`, twenty times in `make soak`.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from labapp.simulation.carrier import Carrier
from labapp.simulation.clock import RealClock
from labapp.targets.loopback import LoopbackServer

KILLS = int(os.environ.get("SOAK_KILLS", "3"))
ADMIN = {"email": "admin@toolshed.test", "password": "let-me-in-please"}
MESSAGES = 3
TILLS = 3


@pytest.fixture
def carrier():
    carrier = Carrier(RealClock())
    with LoopbackServer(carrier) as line:
        carrier.url = line.url
        yield carrier


class Served:
    """One process of `labapp serve` on a database that outlives it."""

    def __init__(self, folder, carrier_url):
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/kept.db",
            "CARRIER_URL": carrier_url,
        }
        command = [sys.executable, "-m", "labapp.cli", "serve", "naive+fixed.notify+fixed.charge"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=environment, text=True, **pipes)
        self.url = self.process.stdout.readline().split()[4].rstrip(",")
        token = requests.post(f"{self.url}/sessions", json=ADMIN, timeout=20).json()["token"]
        self.headers = {"Authorization": f"Bearer {token}"}

    def ask(self, text):
        body = {"member_id": 1, "kind": "message", "text": text}
        answer = requests.post(f"{self.url}/notifications", json=body, headers=self.headers, timeout=20)
        assert answer.status_code == 201, answer.text

    def statuses(self, texts):
        address = f"{self.url}/notifications?member=1&per_page=100"
        items = requests.get(address, headers=self.headers, timeout=20).json()["items"]
        return [item["status"] for item in items if item["text"] in texts]

    def charge(self, key):
        body = {"type": "payment", "kind": "payment", "member_id": 1, "amount_cents": 1234, "note": key}
        headers = {**self.headers, "Idempotency-Key": key}
        answer = requests.post(f"{self.url}/ledger", json=body, headers=headers, timeout=20)
        assert answer.status_code == 201, answer.text
        return answer.json()["entry_ids"]

    def charge_until_killed(self, till):
        """Charge again and again; return what was answered to each key, None to the last."""
        answered = {}
        for number in range(10_000):
            key = f"{till}-{number}"
            answered[key] = None
            try:
                answered[key] = self.charge(key)
            except requests.RequestException:
                return answered

    def booked(self):
        """Count the payments by their note."""
        notes = Counter()
        for page in range(1, 1000):
            query = {"kind": "payment", "per_page": 100, "page": page}
            answer = requests.get(f"{self.url}/ledger", query, headers=self.headers, timeout=20)
            notes.update(item["note"] for item in answer.json()["items"])
            if page * 100 >= answer.json()["total"]:
                return notes

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def test_nothing_is_lost_and_nothing_goes_out_twice(tmp_path, carrier):
    asked = []
    for number in range(KILLS):
        carrier.go_down(1e9)
        served = Served(tmp_path, carrier.url)
        asked += [f"message {number}-{each}" for each in range(MESSAGES)]
        for text in asked[-MESSAGES:]:
            served.ask(text)
        time.sleep(0.2 + 0.1 * (number % 8))
        served.kill()
    assert_all_accounted_for(tmp_path, carrier, asked)


def test_no_charge_is_lost_and_none_is_made_twice(tmp_path, carrier):
    answered = {}
    for number in range(KILLS):
        served = Served(tmp_path, carrier.url)
        with ThreadPoolExecutor(TILLS) as tills:
            names = [f"kill-{number}-till-{till}" for till in range(TILLS)]
            charges = [tills.submit(served.charge_until_killed, name) for name in names]
            time.sleep(0.2 + 0.1 * (number % 8))
            served.kill()
        for charge in charges:
            answered |= charge.result()
    assert list(answered.values()).count(None) == TILLS * KILLS
    assert_all_charged_once(Served(tmp_path, carrier.url), answered)


def assert_all_charged_once(served, answered):
    """Send again what was never answered, and some that was: same key, same answer."""
    retried = [key for key in answered if answered[key] is None or key.endswith("-0")]
    for key in retried:
        ids = served.charge(key)
        assert answered[key] in (None, ids)
    booked = served.booked()
    served.kill()
    assert {key: booked[key] for key in answered} == dict.fromkeys(answered, 1)


def assert_all_accounted_for(folder, carrier, asked):
    carrier.recover()
    served = Served(folder, carrier.url)
    end = time.monotonic() + 30 + 2 * len(asked)
    while "queued" in served.statuses(asked) and time.monotonic() < end:
        time.sleep(0.2)
    statuses = served.statuses(asked)
    served.kill()
    assert len(statuses) == len(asked)
    delivered = Counter(call.text for call in carrier.ledger if call.delivered)
    assert sorted(delivered) == sorted(asked)
    assert set(delivered.values()) == {1}
    assert set(statuses) == {"sent"}


def test_a_kill_between_acceptance_and_the_note_of_it_delivers_once(tmp_path, carrier):
    carrier.change(answer_seconds=1.5)
    served = Served(tmp_path, carrier.url)
    served.ask("only once")
    while not carrier.ledger or not carrier.ledger[-1].delivered:
        time.sleep(0.02)
    served.kill()
    ledger = list(carrier.ledger)
    carrier.recover()
    again = Served(tmp_path, carrier.url)
    while again.statuses(["only once"]) != ["sent"]:
        time.sleep(0.1)
    again.kill()
    assert sum(call.delivered for call in [*ledger, *carrier.ledger]) == 1
