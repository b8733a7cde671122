"""Tools over HTTP."""

import pytest

FIELDS = {
    "kind": "ladder",
    "batch": "L-1",
    "needs_approval": True,
    "deposit_cents": 2000,
    "daily_late_fee_cents": 0,
    "replacement_cents": 10_000_000,
}


def test_a_tool_is_added_and_read_by_anybody(api, admin):
    answer = admin.post("/tools", name="Ladder", **FIELDS)
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/tools/{answer.json['id']}")
    shown = api.get(f"/tools/{answer.json['id']}").json
    assert {name: shown[name] for name in FIELDS} == FIELDS


def test_a_tool_has_sensible_defaults(admin):
    tool = admin.tool()
    assert (tool["needs_induction"], tool["deposit_cents"], tool["daily_late_fee_cents"]) == (False, 0, 50)


def test_a_missing_tool_is_not_found(api):
    assert api.get("/tools/999999").status_code == 404


def test_a_change_touches_the_named_fields_only(admin):
    tool = admin.tool(batch="B-1")
    changed = admin.patch(f"/tools/{tool['id']}", batch=None, deposit_cents=5).json
    assert changed == {**tool, "batch": None, "deposit_cents": 5}


def test_a_tool_that_nobody_used_is_deleted(admin):
    path = f"/tools/{admin.tool()['id']}"
    assert admin.delete(path).status_code == 204
    assert admin.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/loans", "/reservations"])
def test_a_tool_that_was_used_stays(admin, path):
    tool_id = admin.tool()["id"]
    admin.post(path, tool_id=tool_id)
    assert admin.delete(f"/tools/{tool_id}").status_code == 409


def test_tools_are_found_by_name_and_kind(api, admin):
    saw = admin.tool(name="Säge", kind="power")
    admin.tool(name="SÄGE", kind="hand")
    found = api.get("/tools", query="säGE", kind="power").json
    assert [tool["id"] for tool in found["items"]] == [saw["id"]]


def test_eligibility_is_about_oneself_unless_stated(api, admin):
    tool, member = admin.tool(), admin.member()
    admin.fact("suspension", member_id=member["id"])
    path = f"/tools/{tool['id']}/eligibility"
    assert admin.get(path).json["allowed"] is True
    assert admin.get(path, member=member["id"]).json["allowed"] is False


def test_eligibility_answers_for_a_stated_moment(admin):
    late, tool = admin.member()["id"], admin.tool()
    admin.loan(member_id=late, borrowed_at="2026-01-01T00:00:00Z")
    asked = [admin.get(f"/tools/{tool['id']}/eligibility", member=late, at=at) for at in
             ("2026-01-10T00:00:00Z", "2026-02-01T00:00:00+01:00")]  # fmt: skip
    assert [answer.json["allowed"] for answer in asked] == [True, False]


def test_eligibility_of_nobody_or_for_nothing_is_not_found(admin):
    assert admin.get("/tools/999999/eligibility").status_code == 404
    assert admin.get(f"/tools/{admin.tool()['id']}/eligibility", member="999999").status_code == 404
