"""Tests for the ledger."""

from typing import Any

import pytest

from .fakes import ApiClient


def post(steward: ApiClient, **body: Any) -> Any:
    """Post to the ledger and return the receipt."""
    answer = steward.post("/ledger", json=body)
    assert answer.status_code == 201
    return answer.get_json()


@pytest.mark.parametrize(("days", "expected"), [(1, 50), (3, 150)])
def test_late_fee(steward: ApiClient, member: ApiClient, days: int, expected: int) -> None:
    """A late fee is days times 0.50."""
    fee = {"type": "fee", "kind": "late_fee", "days": days, "daily_rate_cents": 50}
    receipt = post(steward, member_id=member.member_id, **fee)
    assert receipt["total_cents"] == expected


def test_fee_with_discount(steward: ApiClient, member: ApiClient) -> None:
    """A discount of 50 per cent halves the fee."""
    fee = {"type": "fee", "kind": "repair", "days": 2, "daily_rate_cents": 1000, "discount_percent": 50}
    assert post(steward, member_id=member.member_id, **fee)["total_cents"] == 1000


def test_split(steward: ApiClient, member: ApiClient, neighbour: ApiClient) -> None:
    """Three members share 90.00 evenly."""
    members = [member.member_id, neighbour.member_id, steward.member_id]
    receipt = post(steward, type="split", kind="repair", member_ids=members, total_cents=9000)
    entries = [steward.get(f"/ledger/{entry_id}").get_json() for entry_id in receipt["entry_ids"]]
    assert receipt["total_cents"] == 9000
    assert [entry["amount_cents"] for entry in entries] == [3000, 3000, 3000]


def test_payment_lowers_the_balance(steward: ApiClient, member: ApiClient) -> None:
    """Who owes 10.00 and pays 4.00 owes 6.00."""
    who = {"member_id": member.member_id}
    post(steward, type="fee", kind="loss", days=1, daily_rate_cents=1000, **who)
    post(steward, type="payment", kind="payment", amount_cents=400, **who)
    assert member.get(f"/members/{member.member_id}/balance").get_json()["owed_cents"] == 600


def test_refund_of_a_deposit(steward: ApiClient, member: ApiClient) -> None:
    """A deposit can be given back, once."""
    deposit = {"type": "payment", "kind": "deposit", "member_id": member.member_id, "amount_cents": 2000}
    refund = {"type": "refund", "deposit_id": post(steward, **deposit)["entry_ids"][0], "amount_cents": 2000}
    entry_id = post(steward, **refund)["entry_ids"][0]
    assert member.get(f"/ledger/{entry_id}").get_json()["status"] == "pending"
    assert steward.post("/ledger", json=refund).status_code == 409


def test_own_entries(steward: ApiClient, member: ApiClient, neighbour: ApiClient) -> None:
    """A member sees their own entries."""
    for who in (member, neighbour):
        post(steward, type="payment", kind="payment", member_id=who.member_id, amount_cents=500)
    page = member.get("/ledger").get_json()
    assert [entry["member_id"] for entry in page["items"]] == [member.member_id]


def test_members_do_not_post(member: ApiClient) -> None:
    """Only stewards book money."""
    body = {"type": "payment", "kind": "payment", "member_id": member.member_id, "amount_cents": 500}
    assert member.post("/ledger", json=body).status_code == 403
