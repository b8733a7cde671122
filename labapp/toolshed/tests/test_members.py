"""Tests for members."""

from .fakes import ApiClient

ANNA = {
    "name": "Anna",
    "email": "anna@example.test",
    "password": "correct horse",
    "phone": "555-0199",
    "address": "Lime Street 8",
}


def test_register(client: ApiClient) -> None:
    """Anybody can register and is told where to find the new member."""
    answer = client.post("/members", json=ANNA)
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/members/{answer.get_json()['id']}"


def test_read_member(client: ApiClient) -> None:
    """A new member sees what was registered."""
    member_id = client.post("/members", json=ANNA).get_json()["id"]
    client.log_in(ANNA["email"], ANNA["password"])
    shown = client.get(f"/members/{member_id}").get_json()
    for field in ("name", "email", "phone", "address"):
        assert shown[field] == ANNA[field]


def test_register_twice(client: ApiClient) -> None:
    """An email can be used once."""
    assert client.post("/members", json=ANNA).status_code == 201
    assert client.post("/members", json=ANNA).status_code == 409


def test_register_without_email(client: ApiClient) -> None:
    """The answer names the missing field."""
    answer = client.post("/members", json={"name": "Anna", "password": "correct horse"})
    assert answer.status_code == 422
    assert answer.get_json()["error"]["details"][0]["field"] == "email"


def test_update_member(member: ApiClient) -> None:
    """A member can change their own address."""
    path = f"/members/{member.member_id}"
    assert member.patch(path, json={"address": "Oak Lane 1"}).status_code == 200
    assert member.get(path).get_json()["address"] == "Oak Lane 1"


def test_list_members(steward: ApiClient, member: ApiClient) -> None:
    """A steward can look for a member."""
    page = steward.get("/members?query=mia").get_json()
    assert page["total"] == 1
    assert page["items"][0]["id"] == member.member_id


def test_unknown_member(steward: ApiClient) -> None:
    """A member who does not exist is not found."""
    answer = steward.get("/members/999")
    assert answer.status_code == 404
    assert answer.get_json()["error"]["code"] == "not_found"
