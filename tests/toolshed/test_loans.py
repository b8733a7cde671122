"""Loans over HTTP: borrow, approve, extend, bring back."""

import pytest

MONDAY = "2026-03-02T09:00:00+00:00"


def test_a_loan_is_open_for_two_weeks(admin):
    tool, member = admin.tool(), admin.member()
    answer = admin.post("/loans", tool_id=tool["id"], member_id=member["id"], note="one\ntwo")
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/loans/{answer.json['id']}")
    loan = answer.json
    assert (loan["status"], loan["borrowed_at"], loan["note"]) == ("open", MONDAY, "one\ntwo")
    assert loan["due_at"] == "2026-03-16T09:00:00+00:00"


def test_a_member_borrows_for_oneself(api):
    member = api.as_("member")
    assert member.loan(tool_id=api.as_("admin").tool()["id"])["status"] == "open"


def test_a_tool_is_out_once(admin):
    loan = admin.loan()
    again = admin.post("/loans", tool_id=loan["tool_id"], member_id=admin.member()["id"])
    assert (again.status_code, "Reserve" in again.json["error"]["message"]) == (409, True)


def test_what_comes_again_under_its_key_has_the_same_effect_as_once(admin):
    tool, member = admin.tool(deposit_cents=2000, daily_late_fee_cents=50), admin.member()
    wanted = {"tool_id": tool["id"], "member_id": member["id"]}
    loan, again = (admin.keyed("/loans", "lend", **wanted) for _ in range(2))
    assert (loan.status_code, again.status_code, again.json) == (201, 201, loan.json)
    late = {"returned_at": "2026-03-18T08:00:00Z"}
    path = f"/loans/{loan.json['id']}/return"
    back, again = (admin.keyed(path, "back", **late) for _ in range(2))
    assert (back.status_code, again.status_code, again.json) == (200, 200, back.json)
    assert admin.keyed("/loans", "lend", **wanted).json == back.json
    entries = admin.get("/ledger", member=member["id"]).json["items"]
    assert [(entry["kind"], entry["amount_cents"]) for entry in entries] == [
        ("deposit", 2000),
        ("late_fee", 100),
    ]


def test_a_key_belongs_to_one_request_and_to_whoever_sent_it(api):
    admin, member = api.as_("admin"), api.as_("member")
    loan, tool_id = admin.keyed("/loans", "k", tool_id=admin.tool()["id"]).json, admin.tool()["id"]
    assert admin.keyed("/loans", "k", tool_id=tool_id).status_code == 422
    assert admin.keyed(f"/loans/{loan['id']}/return", "k").json["status"] == "returned"
    assert member.keyed("/loans", "k", tool_id=tool_id).json["tool_id"] == tool_id


def test_a_key_is_free_again_when_nothing_came_of_it_or_it_was_deleted(admin):
    loan, member_id = admin.loan(), admin.member()["id"]
    wanted = {"tool_id": loan["tool_id"], "member_id": member_id}
    assert admin.keyed("/loans", "k", **wanted).status_code == 409
    admin.post(f"/loans/{loan['id']}/return")
    second = admin.keyed("/loans", "k", **wanted)
    assert second.status_code == 201
    assert admin.delete(f"/loans/{second.json['id']}").status_code == 204
    assert admin.keyed("/loans", "k", **wanted).status_code == 201


def test_a_returned_tool_can_be_borrowed_again(admin):
    loan = admin.loan()
    admin.post(f"/loans/{loan['id']}/return")
    assert admin.loan(tool_id=loan["tool_id"])["id"] != loan["id"]


def test_who_is_not_eligible_is_told_why(admin):
    member_id = admin.member(status="suspended")["id"]
    answer = admin.post("/loans", tool_id=admin.tool()["id"], member_id=member_id)
    assert answer.json["error"] == {
        "code": "conflict", "message": "The membership is not active.", "details": []
    }  # fmt: skip


@pytest.mark.parametrize("field", ["tool_id", "member_id"])
def test_a_loan_of_nothing_or_to_nobody_is_not_found(admin, field):
    body = {"tool_id": admin.tool()["id"], field: 999999}
    assert admin.post("/loans", **body).status_code == 404


@pytest.mark.parametrize(
    "dates",
    [
        {"due_at": MONDAY},
        {"due_at": "2026-03-30T09:00:01Z"},
        {"borrowed_at": "2099-12-30T00:00:00Z"},
        {"due_at": "2026-03-10T09:00:00"},
        {"due_at": "1999-03-10T09:00:00Z"},
        {"borrowed_at": None},
    ],
)
def test_dates_that_make_no_sense_are_refused(admin, dates):
    assert admin.post("/loans", tool_id=admin.tool()["id"], **dates).status_code == 422


def test_a_deposit_is_booked_with_the_loan(admin):
    loan = admin.loan(tool_id=admin.tool(deposit_cents=2000)["id"])
    [deposit] = admin.get("/ledger").json["items"]
    assert (deposit["kind"], deposit["amount_cents"], deposit["loan_id"]) == ("deposit", 2000, loan["id"])


def test_some_tools_need_approval(admin):
    loan = admin.loan(tool_id=admin.tool(needs_approval=True)["id"])
    approved = admin.post(f"/loans/{loan['id']}/approval")
    assert (loan["status"], loan["approved_by_id"]) == ("requested", None)
    assert (approved.json["status"], approved.json["approved_by_id"]) == ("open", loan["member_id"])
    assert admin.post(f"/loans/{loan['id']}/approval").status_code == 409


def test_a_requested_loan_is_withdrawn_without_a_fee(admin, world):
    loan = admin.loan(tool_id=admin.tool(needs_approval=True)["id"])
    world.clock.sleep(30 * 86400)
    assert admin.post(f"/loans/{loan['id']}/return").json["status"] == "returned"
    assert admin.get("/ledger").json["total"] == 0


def test_a_tool_comes_back_once(admin, world):
    loan = admin.loan()
    world.clock.sleep(86400)
    back = admin.post(f"/loans/{loan['id']}/return")
    assert back.json == {**loan, "status": "returned", "returned_at": "2026-03-03T09:00:00+00:00"}
    assert admin.post(f"/loans/{loan['id']}/return").status_code == 409


def test_a_return_before_the_loan_is_refused(admin):
    path = f"/loans/{admin.loan()['id']}/return"
    assert admin.post(path, returned_at="2026-03-01T09:00:00Z").status_code == 422


@pytest.mark.parametrize(("returned_at", "days"), [("09:00:00", 0), ("09:00:01", 1), ("23:00:00", 1)])
def test_every_day_begun_late_is_charged(admin, returned_at, days):
    loan = admin.loan(tool_id=admin.tool(daily_late_fee_cents=70)["id"])
    admin.post(f"/loans/{loan['id']}/return", returned_at=f"2026-03-16T{returned_at}Z")
    fees = admin.get("/ledger", kind="late_fee").json["items"]
    assert [fee["amount_cents"] for fee in fees] == [70] * days


def test_the_first_in_the_queue_is_told(admin, world):
    loan, waiting = admin.loan(), [admin.member(phone=f"555-010{n}") for n in (1, 2)]
    for member in waiting:
        admin.post("/reservations", tool_id=loan["tool_id"], member_id=member["id"])
    admin.post(f"/loans/{loan['id']}/return")
    assert [place["status"] for place in admin.get("/reservations").json["items"]] == ["ready", "waiting"]
    assert [message["to"] for message in world.carrier.accepted] == ["555-0101"]


def test_a_loan_is_extended_twice(admin):
    path = f"/loans/{admin.loan()['id']}/extension"
    answers = [admin.post(path, days=14) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 409]
    assert (answers[1].json["due_at"][:10], answers[1].json["extensions"]) == ("2026-04-13", 2)


@pytest.mark.parametrize("days", [0, 15, 1.5, "3", None, True])
def test_an_extension_has_one_to_fourteen_days(admin, days):
    assert admin.post(f"/loans/{admin.loan()['id']}/extension", days=days).status_code == 422


def test_a_whole_number_may_be_written_as_a_fraction(admin):
    answer = admin.post(f"/loans/{admin.loan()['id']}/extension", days=2.0)
    assert answer.json["due_at"] == "2026-03-18T09:00:00+00:00"


def test_no_extension_when_somebody_waits(admin):
    loan = admin.loan()
    admin.post("/reservations", tool_id=loan["tool_id"], member_id=admin.member()["id"])
    assert admin.post(f"/loans/{loan['id']}/extension", days=1).status_code == 409


def test_no_extension_of_what_is_back(admin):
    loan = admin.loan()
    admin.post(f"/loans/{loan['id']}/return")
    assert admin.post(f"/loans/{loan['id']}/extension", days=1).status_code == 409


def test_a_loan_changes_in_its_note_and_due_date(admin):
    path = f"/loans/{admin.loan(note='old')['id']}"
    assert admin.patch(path, note=None).json["note"] is None
    assert admin.patch(path, due_at="2026-03-30T09:00:00Z").json["due_at"] == "2026-03-30T09:00:00+00:00"
    assert admin.patch(path, due_at="2026-03-30T09:00:01Z").status_code == 422
    assert admin.patch(path, due_at=None).status_code == 422


def test_a_loan_without_traces_is_deleted(admin):
    path = f"/loans/{admin.loan()['id']}"
    assert (admin.delete(path).status_code, admin.get(path).status_code) == (204, 404)


def test_a_loan_with_a_deposit_stays(admin):
    path = f"/loans/{admin.loan(tool_id=admin.tool(deposit_cents=1)['id'])['id']}"
    assert (admin.delete(path).status_code, admin.get(path).status_code) == (409, 200)


def test_loans_are_listed_by_member_tool_and_status(admin):
    member_id = admin.member()["id"]
    mine, _other = admin.loan(member_id=member_id), admin.loan()
    admin.post(f"/loans/{admin.loan(member_id=member_id)['id']}/return")
    found = admin.get("/loans", member=member_id, tool=mine["tool_id"], status="open").json["items"]
    assert [loan["id"] for loan in found] == [mine["id"]]
    assert admin.get("/loans", tool="999999").status_code == 404


def test_loans_are_found_by_the_name_of_tool_or_member(admin):
    by_tool = admin.loan(tool_id=admin.tool(name="Ölkanne 50%")["id"])
    by_member = admin.loan(member_id=admin.member(name="Frau ÖLKERS")["id"])
    found = {text: admin.get("/search/loans", query=text).json["items"] for text in ("ölk", "0%", "_")}
    assert {text: [loan["id"] for loan in loans] for text, loans in found.items()} == {
        "ölk": [by_tool["id"], by_member["id"]], "0%": [by_tool["id"]], "_": []
    }  # fmt: skip


def test_an_export_has_every_loan(admin):
    loans = [admin.loan(), admin.loan()]
    assert admin.get("/exports/loans").json == {"items": loans}


def test_members_see_the_loans_of_their_household(api, admin):
    admin.loan()
    member = api.as_("member")
    mine = member.loan(tool_id=admin.tool()["id"])
    assert member.get("/loans").json["items"] == [mine]
