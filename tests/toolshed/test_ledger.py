"""The ledger over HTTP: what reaches the charge service, and what is read back."""

from dataclasses import replace

import pytest

from labapp.naive import NAIVE
from labapp.services import Fee, Payment, Refund, Split
from labapp.toolshed.app import close, create_app

from .fakes import Api, settings


@pytest.fixture
def booked():
    """The commands that reached the charge service."""
    return []


@pytest.fixture
def till(database_url, world, booked):
    """An admin at a backend that notes every command before it books it."""

    def charge(ctx, command):
        booked.append(command)
        return NAIVE.charge(ctx, command)

    app = create_app(replace(NAIVE, charge=charge), settings(database_url), world.dependencies())
    yield Api(app).as_("admin")
    close(app)


def test_a_fee_carries_everything(till, booked):
    member, key = till.member(), {"Idempotency-Key": "k 1"}
    loan = till.loan(member_id=member["id"])
    fee = {"kind": "repair", "daily_rate_cents": 300, "days": 4, "discount_percent": 25, "note": "cord"}
    body = {"type": "fee", "member_id": str(member["id"]), "loan_id": loan["id"], **fee}
    answer = till.send("POST", "/ledger", json=body, headers=key)
    assert (answer.status_code, answer.json["total_cents"]) == (201, 900)
    assert booked == [Fee(member["id"], "repair", 300, 4, 25, loan["id"], "cord", booked[0].idempotency_key)]
    assert booked[0].idempotency_key.endswith("k 1")


def test_a_split_names_each_member_once(till, booked):
    ids = [till.member()["id"] for _ in range(3)]
    split = {"type": "split", "kind": "loss", "total_cents": 900}
    assert len(till.entries(**split, member_ids=ids)) == 3
    assert booked == [Split(tuple(ids), "loss", 900)]
    assert till.post("/ledger", **split, member_ids=[ids[0], str(ids[0])]).status_code == 422
    assert till.post("/ledger", **split, member_ids=[999999]).status_code == 404


def test_a_card_number_is_never_stored(till, booked):
    payment = {"type": "payment", "member_id": till.member()["id"], "kind": "payment", "amount_cents": 700}
    [entry] = till.entries(**payment, card_number="4111111111111111")
    assert booked == [Payment(entry["member_id"], "payment", 700)]
    assert "4111" not in str(entry)


def test_a_refund_is_dated_and_pending(till, booked):
    deposit = {"type": "payment", "member_id": till.member()["id"], "kind": "deposit", "amount_cents": 2000}
    [entry] = till.entries(**deposit)
    refund = {"type": "refund", "deposit_id": entry["id"], "made_at": "2026-03-01T00:00:00Z"}
    [paid_back] = till.entries(**refund, amount_cents=1500)
    assert (paid_back["status"], paid_back["made_at"]) == ("pending", "2026-03-01T00:00:00+00:00")
    assert till.post("/ledger", **refund, amount_cents=501).status_code == 409
    assert booked[1] == Refund(entry["id"], 1500, booked[1].at)


def test_only_a_deposit_is_refunded(till):
    fee = {"type": "fee", "member_id": till.member()["id"], "kind": "loss", "daily_rate_cents": 1, "days": 1}
    [entry] = till.entries(**fee)
    assert till.post("/ledger", type="refund", deposit_id=entry["id"], amount_cents=1).status_code == 422


def test_a_loan_of_somebody_else_is_refused(till):
    payment = {"type": "payment", "member_id": till.member()["id"], "kind": "payment", "amount_cents": 1}
    assert till.post("/ledger", **payment, loan_id=till.loan()["id"]).status_code == 422


def test_lending_and_returning_carry_a_key_each(till, booked, world):
    loan = {"tool_id": till.tool(deposit_cents=2000)["id"]}
    loan_id = till.send("POST", "/loans", json=loan, headers={"Idempotency-Key": "k"}).json["id"]
    world.clock.sleep(20 * 86400)
    till.send("POST", f"/loans/{loan_id}/return", json={}, headers={"Idempotency-Key": "k"})
    deposit, fee = booked
    assert (deposit.kind, fee.kind, fee.days) == ("deposit", "late_fee", 6)
    assert None not in {deposit.idempotency_key, fee.idempotency_key}
    assert deposit.idempotency_key != fee.idempotency_key


def test_two_loans_that_come_back_late_under_one_key_carry_a_key_each(till, booked):
    for _ in range(2):
        late = {"returned_at": "2026-03-18T08:00:00Z"}
        assert till.keyed(f"/loans/{till.loan()['id']}/return", "k", **late).status_code == 200
    assert booked[0].idempotency_key != booked[1].idempotency_key


def test_the_same_key_of_two_members_is_not_the_same(till, booked):
    for caller in (till, Api(till.app).as_("steward")):
        body = {"type": "split", "member_ids": [1], "kind": "loss", "total_cents": 1}
        caller.send("POST", "/ledger", json=body, headers={"Idempotency-Key": "1"})
    assert booked[0].idempotency_key != booked[1].idempotency_key


@pytest.mark.parametrize("key", ["", "x" * 101, "naïve", "tab\there"])
def test_a_key_is_printable_ascii(till, key):
    body = {"type": "split", "member_ids": [1], "kind": "loss", "total_cents": 1}
    answer = till.send("POST", "/ledger", json=body, headers={"Idempotency-Key": key})
    assert (answer.status_code, till.get("/ledger").json["total"]) == (422, 0)


def test_a_very_large_fee_is_booked(till):
    fee = {"daily_rate_cents": 10_000_000, "days": 3650, "kind": "loss", "member_id": till.member()["id"]}
    assert till.entries(type="fee", **fee)[0]["amount_cents"] == 36_500_000_000
    assert till.get(f"/members/{fee['member_id']}/balance").json["owed_cents"] == 36_500_000_000


def test_entries_are_listed_by_member_and_kind(till):
    ids = [till.member()["id"] for _ in range(2)]
    first, _ = till.entries(type="split", member_ids=ids, kind="loss", total_cents=2)
    till.entries(type="payment", member_id=ids[0], kind="payment", amount_cents=1)
    assert till.get("/ledger", member=ids[0], kind="loss").json["items"] == [first]
    assert till.get("/ledger/999999").status_code == 404
