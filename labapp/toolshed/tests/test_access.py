"""Tests for access."""

import pytest

from .fakes import ApiClient


def test_wrong_password(client: ApiClient, member: ApiClient) -> None:
    """A wrong password opens no session."""
    answer = client.post("/sessions", json={"email": "mia@example.test", "password": "wrong horse"})
    assert answer.status_code == 401


def test_log_out(member: ApiClient) -> None:
    """After the log-out the token is worth nothing."""
    assert member.delete("/sessions").status_code == 204
    assert member.get("/loans").status_code == 401


def test_tools_are_public(client: ApiClient, tool_id: int) -> None:
    """Anybody can look at the tools."""
    assert client.get("/tools").get_json()["total"] == 1
    assert client.get(f"/tools/{tool_id}").get_json()["name"] == "Hammer"


@pytest.mark.parametrize("path", ["/members", "/loans", "/ledger"])
def test_visitors_must_log_in(client: ApiClient, path: str) -> None:
    """What belongs to members needs a session."""
    assert client.get(path).status_code == 401


def test_own_data_only(member: ApiClient, neighbour: ApiClient) -> None:
    """A member reads their own data, but not a neighbour's."""
    assert member.get(f"/members/{member.member_id}").status_code == 200
    assert member.get(f"/members/{neighbour.member_id}").status_code == 403


def test_tools_are_kept_by_stewards(member: ApiClient, steward: ApiClient) -> None:
    """A member cannot add a tool, a steward can."""
    saw = {"name": "Saw", "kind": "hand"}
    assert member.post("/tools", json=saw).status_code == 403
    assert steward.post("/tools", json=saw).status_code == 201


def test_only_admins_delete_members(steward: ApiClient, admin: ApiClient, member: ApiClient) -> None:
    """A steward cannot delete a member, an admin can."""
    assert steward.delete(f"/members/{member.member_id}").status_code == 403
    assert admin.delete(f"/members/{member.member_id}").status_code == 204
