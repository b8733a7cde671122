"""Tests for borrowing."""

from .fakes import ApiClient


def test_active_member_is_eligible(member: ApiClient, tool_id: int) -> None:
    """An active member may borrow."""
    verdict = member.get(f"/tools/{tool_id}/eligibility").get_json()
    assert verdict == {"allowed": True, "reason": "Go ahead."}


def test_borrow_tool(member: ApiClient, tool_id: int) -> None:
    """A loan starts now and lasts two weeks."""
    answer = member.post("/loans", json={"tool_id": tool_id})
    loan = answer.get_json()
    assert answer.status_code == 201
    assert (loan["member_id"], loan["status"]) == (member.member_id, "open")
    assert loan["due_at"] == "2026-03-16T09:00:00+00:00"


def test_return_tool(member: ApiClient, neighbour: ApiClient, tool_id: int) -> None:
    """A tool that came back can be borrowed by the next."""
    loan = member.post("/loans", json={"tool_id": tool_id}).get_json()
    returned = member.post(f"/loans/{loan['id']}/return", json={}).get_json()
    assert returned["status"] == "returned"
    assert neighbour.post("/loans", json={"tool_id": tool_id}).status_code == 201


def test_tool_is_out(member: ApiClient, neighbour: ApiClient, tool_id: int) -> None:
    """A tool can be borrowed by one member at a time."""
    assert member.post("/loans", json={"tool_id": tool_id}).status_code == 201
    assert neighbour.post("/loans", json={"tool_id": tool_id}).status_code == 409


def test_suspended_member_is_not_eligible(steward: ApiClient, member: ApiClient, tool_id: int) -> None:
    """A suspended member cannot borrow."""
    steward.post("/facts", json={"kind": "suspension", "member_id": member.member_id})
    answer = member.post("/loans", json={"tool_id": tool_id})
    assert answer.status_code == 409
    assert answer.get_json()["error"]["message"] == "The membership is not active."


def test_three_tools_at_most(steward: ApiClient, member: ApiClient) -> None:
    """The fourth tool is refused."""
    tools = [steward.post("/tools", json={"name": f"Tool {n}", "kind": "hand"}) for n in range(4)]
    loans = [member.post("/loans", json={"tool_id": tool.get_json()["id"]}) for tool in tools]
    assert [loan.status_code for loan in loans] == [201, 201, 201, 409]


def test_approval(steward: ApiClient, member: ApiClient) -> None:
    """A tool that needs approval goes out when a steward says so."""
    tool = {"name": "Long ladder", "kind": "ladder", "needs_approval": True}
    tool_id = steward.post("/tools", json=tool).get_json()["id"]
    loan = member.post("/loans", json={"tool_id": tool_id}).get_json()
    assert loan["status"] == "requested"
    approved = steward.post(f"/loans/{loan['id']}/approval", json={}).get_json()
    assert (approved["status"], approved["approved_by_id"]) == ("open", steward.member_id)


def test_borrow_unknown_tool(member: ApiClient) -> None:
    """A tool that does not exist cannot be borrowed."""
    assert member.post("/loans", json={"tool_id": 999}).status_code == 404
