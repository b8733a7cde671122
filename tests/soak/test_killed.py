"""Toolshed is killed in mid-outage, again and again: every message that it accepted is accounted for.

Three times in `make test`, twenty times in `make soak`.
"""

import os
import subprocess
import sys
import time
from collections import Counter

import pytest
import requests

from labapp.world.carrier import Carrier
from labapp.world.clock import RealClock
from labapp.world.loopback import Loopback

KILLS = int(os.environ.get("SOAK_KILLS", "3"))
ADMIN = {"email": "admin@toolshed.test", "password": "let-me-in-please"}
MESSAGES = 3


@pytest.fixture
def carrier():
    carrier = Carrier(RealClock())
    with Loopback(carrier) as line:
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
        command = [sys.executable, "-m", "labapp.cli", "serve", "naive+fixed.notify"]
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
