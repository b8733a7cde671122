"""Members over HTTP."""

import pytest

from .fakes import PASSWORD


def test_anybody_registers_and_logs_in(api):
    answer = api.post("/members", name="Ann", email="ann@example.test", password=PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/members/{answer.json['id']}")
    assert answer.json["joined_at"] == "2026-03-02T09:00:00+00:00"
    assert api.logged_in("ann@example.test")


def test_an_email_is_taken_once(api):
    email = api.member()["email"]
    answer = api.post("/members", name="Other", email=email, password=PASSWORD)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "conflict")


def test_an_email_that_is_taken_cannot_be_changed_to(api, admin):
    first, second = api.member(), api.member()
    assert admin.patch(f"/members/{second['id']}", email=first["email"]).status_code == 409
    assert admin.get(f"/members/{second['id']}").json["email"] == second["email"]


def test_a_member_is_read_or_not_found(api, admin):
    member = api.member(name="Zoë")
    assert admin.get(f"/members/{member['id']}").json["name"] == "Zoë"
    assert admin.get("/members/999999").status_code == 404


def test_a_change_touches_the_named_fields_only(admin):
    member = admin.member(phone="555-0101", address="4 Lime Street")
    changed = admin.patch(f"/members/{member['id']}", address=None, household="lime-4").json
    assert {name for name in member if member[name] != changed[name]} == {"address", "household"}
    assert (changed["address"], changed["household"]) == (None, "lime-4")


@pytest.mark.parametrize("body", [{}, {"name": None}, {"role": None}, {"current_password": PASSWORD}])
def test_a_change_that_makes_no_sense_is_refused(admin, body):
    member = admin.member()
    assert admin.patch(f"/members/{member['id']}", **body).status_code == 422
    assert admin.get(f"/members/{member['id']}").json == member


def test_a_new_password_needs_the_present_one(api):
    member = api.member()
    self, path = api.logged_in(member["email"]), f"/members/{member['id']}"
    wrong = self.patch(path, current_password="not this one", new_password="brand new one")
    right = self.patch(path, current_password=PASSWORD, new_password="brand new one")
    assert (wrong.status_code, right.status_code) == (403, 200)
    assert api.logged_in(member["email"], "brand new one")


def test_a_member_without_traces_is_deleted(api, admin):
    member = api.member()
    api.logged_in(member["email"])
    assert admin.delete(f"/members/{member['id']}").status_code == 204
    assert admin.get(f"/members/{member['id']}").status_code == 404


@pytest.mark.parametrize("trace", ["loan", "fact", "message"])
def test_a_member_with_traces_stays(admin, trace):
    member_id = admin.member()["id"]
    traces = {
        "loan": lambda: admin.loan(member_id=member_id),
        "fact": lambda: admin.fact("suspension", member_id=member_id),
        "message": lambda: admin.post("/notifications", member_id=member_id, kind="message", text="Hello"),
    }
    traces[trace]()
    assert admin.delete(f"/members/{member_id}").status_code == 409


@pytest.mark.parametrize(
    ("query", "found"), [("ÉM", 1), ("émilie", 1), ("100%", 1), ("_", 1), ("zzz", 0), ("", 4)]
)
def test_a_search_ignores_case_and_knows_no_wildcards(admin, query, found):
    for name in ("Émilie", "100%", "under_score"):
        admin.member(name=name)
    assert admin.get("/members", query=query).json["total"] == found


def test_a_list_comes_in_pages_that_lead_on(admin):
    ids = [admin.member(household="ü & co")["id"] for _ in range(3)]
    first = admin.get("/members", household="ü & co", per_page=2)
    following = admin.get(first.headers["Link"].split(">")[0][1:])
    assert [item["id"] for item in first.json["items"] + following.json["items"]] == ids
    assert (first.json["total"], "Link" in following.headers) == (3, False)


def test_an_export_has_everybody(admin):
    member = admin.member()
    assert member["id"] in [item["id"] for item in admin.get("/exports/members").json["items"]]


def test_a_household_shows_who_lives_there_and_what_is_out(admin):
    ids = [admin.member(household="4 Lime Street")["id"] for _ in range(2)]
    admin.loan(member_id=ids[1])
    answer = admin.get("/households/4%20Lime%20Street")
    assert answer.json == {"household": "4 Lime Street", "members": ids, "open_loans": 1}
    assert admin.get("/households/nowhere").status_code == 404


def test_a_balance_adds_up(admin):
    member_id = admin.member()["id"]
    admin.entries(type="fee", member_id=member_id, kind="repair", daily_rate_cents=300, days=2)
    admin.entries(type="payment", member_id=member_id, kind="payment", amount_cents=700)
    admin.entries(type="payment", member_id=member_id, kind="deposit", amount_cents=2000)
    balance = admin.get(f"/members/{member_id}/balance").json
    assert balance == {"member_id": member_id, "owed_cents": -100, "deposits_cents": 2000}


def test_a_balance_of_nothing_is_nothing(admin):
    balance = admin.get(f"/members/{admin.member()['id']}/balance").json
    assert (balance["owed_cents"], balance["deposits_cents"]) == (0, 0)


def sent_code(admin, world, path):
    assert admin.post(path).status_code == 202
    return world.carrier.accepted[-1]["text"].rstrip(".")[-6:]


def test_a_phone_is_verified_by_the_code_that_was_sent(admin, world):
    path = f"/members/{admin.member(phone='555-0101')['id']}/phone-code"
    answer = admin.put(path, code=sent_code(admin, world, path))
    assert (answer.status_code, world.carrier.accepted[-1]["to"]) == (200, "555-0101")
    assert answer.json["phone_verified_at"] == "2026-03-02T09:00:00+00:00"


def test_a_code_is_good_for_one_try(admin, world):
    path = f"/members/{admin.member(phone='555-0101')['id']}/phone-code"
    code = sent_code(admin, world, path)
    wrong = "000000" if code != "000000" else "111111"
    assert [admin.put(path, code=tried).status_code for tried in (wrong, code)] == [409, 409]


def test_without_a_phone_no_code_is_sent(admin):
    assert admin.post(f"/members/{admin.member()['id']}/phone-code").status_code == 409


def test_another_phone_is_not_verified(admin):
    member_id = admin.member(phone="555-0101")["id"]
    admin.fact("phone_verified", member_id=member_id)
    assert admin.patch(f"/members/{member_id}", phone="555-0102").json["phone_verified_at"] is None
