"""Two hundred double clicks at once, on two apps that share one database: each is charged once."""

from dataclasses import replace
from functools import partial

import pytest

from labapp.fixed import charge
from labapp.naive import NAIVE
from labapp.toolshed.app import close, create_app

from .fakes import Api, at_once, settings

CLICKS = 200
AT_ONCE = 10


@pytest.fixture
def tills(database_url, world):
    """The first admin at each of two apps; only the database can know of both."""
    services = replace(NAIVE, charge=charge.charge)
    apps = [create_app(services, settings(database_url), world.dependencies()) for _ in range(2)]
    first = Api(apps[0]).as_("admin")
    yield first, Api(apps[1], first.token)
    for app in apps:
        close(app)


def click(till, number):
    body = {"type": "payment", "kind": "payment", "member_id": 1, "amount_cents": 1000 + number}
    answer = till.send("POST", "/ledger", json=body, headers={"Idempotency-Key": f"click {number}"})
    return number, answer.status_code, answer.json


def booked_cents(till):
    pages = [till.get("/ledger", per_page=100, page=page).json["items"] for page in (1, 2, 3, 4)]
    return [item["amount_cents"] for items in pages for item in items]


def test_two_hundred_double_clicks_charge_once_each(tills):
    answers = []
    for start in range(0, CLICKS, AT_ONCE):
        numbers = range(start, start + AT_ONCE)
        answers += at_once([partial(click, till, number) for number in numbers for till in tills])
    assert sorted(booked_cents(tills[0])) == [1000 + number for number in range(CLICKS)]
    told = {(number, *said["entry_ids"]) for number, status, said in answers if status == 201}
    assert len(told) == CLICKS
    assert {status for _, status, _ in answers} <= {201, 409}


def test_a_deposit_goes_back_once(tills):
    deposit = {"type": "payment", "kind": "deposit", "member_id": 1, "amount_cents": 2000}
    for _ in range(10):
        (entry_id,) = tills[0].post("/ledger", **deposit).json["entry_ids"]
        refund = {"type": "refund", "deposit_id": entry_id, "amount_cents": 2000}
        answers = at_once([partial(till.post, "/ledger", **refund) for till in tills * 2])
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
