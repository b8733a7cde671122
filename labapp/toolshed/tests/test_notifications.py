"""Tests for notifications."""

import pytest

from .fakes import ApiClient, FakeCarrier


def test_send_notification(steward: ApiClient, member: ApiClient, carrier: FakeCarrier) -> None:
    """A message is handed to Carrier and marked as sent."""
    body = {"member_id": member.member_id, "kind": "message", "text": "Your drill is here."}
    answer = steward.post("/notifications", json=body)
    assert answer.status_code == 201
    assert answer.get_json()["status"] == "sent"
    assert carrier.sent == [{"to": "555-0101", "text": "Your drill is here."}]


@pytest.mark.parametrize("kind", ["reservation_ready", "overdue"])
def test_notification_kinds(steward: ApiClient, member: ApiClient, kind: str) -> None:
    """Every kind of message can be sent and read again."""
    body = {"member_id": member.member_id, "kind": kind, "text": "Hello!"}
    created = steward.post("/notifications", json=body).get_json()
    shown = member.get(f"/notifications/{created['id']}").get_json()
    assert (shown["kind"], shown["text"], shown["status"]) == (kind, "Hello!", "sent")


def test_notification_without_phone(steward: ApiClient, neighbour: ApiClient, carrier: FakeCarrier) -> None:
    """Somebody without a phone gets an email."""
    body = {"member_id": neighbour.member_id, "kind": "message", "text": "Hello!"}
    assert steward.post("/notifications", json=body).status_code == 201
    assert carrier.sent[0]["to"] == "noah@example.test"


def test_notification_to_unknown_member(steward: ApiClient, carrier: FakeCarrier) -> None:
    """A message to nobody is refused, and nothing is sent."""
    answer = steward.post("/notifications", json={"member_id": 999, "kind": "message", "text": "Hello!"})
    assert answer.status_code == 404
    assert carrier.sent == []
