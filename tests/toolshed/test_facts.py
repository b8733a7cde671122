"""Facts over HTTP: what may be recorded, and what it changes."""

import pytest

from .fakes import stored

LATER = "2026-12-31T00:00:00+00:00"
CHANGES = [
    ("suspension", {}, {"status": "suspended"}),
    ("reinstatement", {}, {"status": "active"}),
    ("closure", {}, {"status": "closed"}),
    ("reopening", {}, {"status": "active"}),
    ("reopening", {"address": "9 Mill Lane"}, {"status": "active", "address": "9 Mill Lane"}),
    ("household", {"household": "mill-9"}, {"household": "mill-9"}),
    ("household", {"household": None}, {"household": None}),
    ("household", {}, {"household": None}),
    ("hardship_plan", {"until": LATER}, {"hardship_until": LATER}),
    ("phone_verified", {"happened_at": "2026-01-01T01:00:00+01:00"},
     {"phone_verified_at": "2026-01-01T00:00:00+00:00"}),
    ("induction", {"tool_kind": "power"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "changes"), CHANGES)
def test_a_fact_about_a_member_takes_effect(admin, kind, fields, changes):
    member = admin.member(household="lime-4", address="4 Lime Street")
    fact = admin.fact(kind, member_id=member["id"], **fields)
    assert fact["recorded_by_id"] != fact["member_id"] == member["id"]
    assert admin.get(f"/members/{member['id']}").json == {**member, **changes}


@pytest.mark.parametrize(
    ("late", "known", "still"),
    [
        (("closure", {}), ("reopening", {}), {"status": "active"}),
        (("household", {"household": "lime-4"}), ("household", {"household": "elm"}), {"household": "elm"}),
        (("hardship_plan", {"until": "2026-02-01T00:00:00Z"}), ("hardship_plan", {"until": LATER}),
         {"hardship_until": LATER}),
    ],
)  # fmt: skip
def test_a_fact_that_is_written_up_late_changes_nothing_now(admin, late, known, still):
    member = admin.member()
    for (kind, fields), day in ((known, "02"), (late, "01")):
        admin.fact(kind, member_id=member["id"], happened_at=f"2026-03-{day}T08:00:00Z", **fields)
    assert admin.get(f"/members/{member['id']}").json == {**member, **still}


def test_a_late_reopening_still_tells_the_address_and_an_old_proof_of_the_phone_is_no_step_back(admin):
    member = admin.member(phone="555-0101", address="4 Lime Street")
    for kind, day, fields in (
        ("suspension", "03", {}), ("reopening", "02", {"address": "9 Mill Lane"}),
        ("reopening", "01", {"address": "?"}), ("phone_verified", "02", {}), ("phone_verified", "01", {}),
    ):  # fmt: skip
        admin.fact(kind, member_id=member["id"], happened_at=f"2026-02-{day}T00:00:00Z", **fields)
    changed = {
        "status": "suspended",
        "address": "9 Mill Lane",
        "phone_verified_at": "2026-02-02T00:00:00+00:00",
    }
    assert admin.get(f"/members/{member['id']}").json == {**member, **changed}


def test_what_staff_set_counts_now_whatever_is_noted_for_later(admin):
    member = admin.member()
    admin.fact("suspension", member_id=member["id"], happened_at=LATER)
    assert admin.patch(f"/members/{member['id']}", status="active").json["status"] == "active"


def test_an_account_that_is_opened_again_at_a_new_address_says_so_in_the_day_book(admin):
    member = admin.member(address="4 Lime Street")
    for address in ("4 Lime Street", "9 Mill Lane"):
        admin.patch(f"/members/{member['id']}", status="closed")
        admin.patch(f"/members/{member['id']}", status="active", address=address)
    written = admin.get("/facts", member=member["id"], kind="reopening").json["items"]
    assert [fact["address"] for fact in written] == [None, "9 Mill Lane"]


def test_what_staff_set_is_written_into_the_day_book(admin):
    member = admin.member(household="lime-4")
    for change in (
        {"status": "closed", "household": None},
        {"status": "active"},
        {"status": "suspended"},
        {"name": "Bo"},
    ):
        admin.patch(f"/members/{member['id']}", **change)
    written = admin.get("/facts", member=member["id"]).json["items"]
    assert [fact["kind"] for fact in written] == ["household", "closure", "reopening", "suspension"]
    assert all(fact["recorded_by_id"] != member["id"] for fact in written)
    assert admin.get(f"/members/{member['id']}").json["status"] == "suspended"


def test_a_fact_says_when_it_happened(admin):
    answer = admin.post("/facts", kind="recall", batch="L-1", happened_at="2019-07-01T00:00:00Z", note="!")
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/facts/{answer.json['id']}")
    assert answer.json["happened_at"] == "2019-07-01T00:00:00+00:00"
    assert admin.get(f"/facts/{answer.json['id']}").json == answer.json
    assert admin.fact("recall", batch="L-1")["happened_at"] == "2026-03-02T09:00:00+00:00"


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("induction", "tool_kind"), ("recall", "batch"), ("household", "member_id"),
        ("hardship_plan", "until"), ("suspension", "member_id"), ("reopening", "member_id"),
        ("refund_settled", "entry_id"),
    ],
)  # fmt: skip
def test_a_missing_field_is_named(admin, kind, missing):
    needed = {"induction": {"member_id": 1}, "hardship_plan": {"member_id": 1}}.get(kind, {})
    answer = admin.post("/facts", kind=kind, **needed)
    assert (answer.status_code, answer.json["error"]["details"][0]["field"]) == (422, missing)


@pytest.mark.parametrize(
    ("kind", "useless"), [("recall", "member_id"), ("closure", "address"), ("suspension", "loan_id")]
)
def test_a_field_without_use_is_named(admin, kind, useless):
    needed = {"batch": "L-1"} if kind == "recall" else {"member_id": 1}
    answer = admin.post("/facts", kind=kind, **needed, **{useless: 1})
    assert (answer.status_code, answer.json["error"]["details"][0]["field"]) == (422, useless)


@pytest.mark.parametrize("kind", [{}, {"kind": "rumour"}])
def test_an_unknown_kind_is_named(admin, kind):
    answer = admin.post("/facts", **kind)
    assert (answer.status_code, answer.json["error"]["details"][0]["field"]) == (422, "kind")


def test_a_fact_about_nobody_is_not_found(admin):
    assert admin.post("/facts", kind="closure", member_id=999999).status_code == 404
    assert admin.post("/facts", kind="refund_settled", entry_id=999999).status_code == 404


def pending_refund(admin):
    [deposit] = admin.entries(
        type="payment", member_id=admin.member()["id"], kind="deposit", amount_cents=2000
    )
    return admin.entries(type="refund", deposit_id=deposit["id"], amount_cents=500)[0]


def test_a_refund_is_settled_once(app, admin):
    refund = pending_refund(admin)
    admin.fact("refund_settled", entry_id=refund["id"])
    assert admin.get(f"/ledger/{refund['id']}").json == {**refund, "status": "settled"}
    assert admin.post("/facts", kind="refund_settled", entry_id=refund["id"]).status_code == 409
    assert len(stored(app)["facts"]) == 1


def test_refunds_are_settled_in_any_order(admin):
    for day, refund in (("02", pending_refund(admin)), ("01", pending_refund(admin))):
        settled = {"entry_id": refund["id"], "happened_at": f"2026-02-{day}T00:00:00Z"}
        admin.fact("refund_settled", **settled)
        assert admin.get(f"/ledger/{refund['id']}").json["status"] == "settled"
        assert admin.post("/facts", kind="refund_settled", **settled).status_code == 409


def test_only_a_refund_is_settled(admin):
    deposit_id = pending_refund(admin)["deposit_id"]
    assert admin.post("/facts", kind="refund_settled", entry_id=deposit_id).status_code == 409


def test_facts_are_listed_by_kind_and_member(admin):
    member_id = admin.member()["id"]
    closure, _other = admin.fact("closure", member_id=member_id), admin.fact("recall", batch="L-1")
    reopening = admin.fact("reopening", member_id=member_id)
    assert admin.get("/facts", member=member_id).json["items"] == [closure, reopening]
    assert admin.get("/facts", member=member_id, kind="closure").json["items"] == [closure]
