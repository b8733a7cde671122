"""Two want the same tool at the same moment; one gets it."""

from .fakes import at_once, stored


def statuses(requests):
    return sorted(answer.status_code for answer in at_once(requests))


def test_one_tool_goes_to_one_of_six(app, admin):
    tool_id, members = admin.tool(deposit_cents=2000)["id"], [admin.member() for _ in range(6)]
    wanted = [{"tool_id": tool_id, "member_id": member["id"]} for member in members]
    codes = statuses([lambda body=body: admin.post("/loans", **body) for body in wanted])
    assert codes == [201, 409, 409, 409, 409, 409]
    assert (len(stored(app)["loans"]), len(stored(app)["entries"])) == (1, 1)


def test_a_loan_comes_back_once(app, admin, world):
    path = f"/loans/{admin.loan()['id']}/return"
    world.clock.sleep(20 * 86400)
    assert statuses([lambda: admin.post(path)] * 4) == [200, 409, 409, 409]
    assert len(stored(app)["entries"]) == 1


def test_under_one_key_all_hear_of_the_same_loan(app, admin, world):
    wanted = {"tool_id": admin.tool(deposit_cents=2000)["id"], "member_id": admin.member()["id"]}
    lent = at_once([lambda: admin.keyed("/loans", "k", **wanted)] * 4)
    assert {(answer.status_code, answer.json["id"]) for answer in lent} == {(201, lent[0].json["id"])}
    world.clock.sleep(20 * 86400)
    path = f"/loans/{lent[0].json['id']}/return"
    assert statuses([lambda: admin.keyed(path, "k")] * 4) == [200] * 4
    assert [entry["kind"] for entry in admin.get("/ledger").json["items"]] == ["deposit", "late_fee"]


def test_under_one_key_one_message_goes_out(admin, world):
    body = {"member_id": admin.member()["id"], "kind": "message", "text": "Hello"}
    sent = at_once([lambda: admin.keyed("/notifications", "k", **body)] * 6)
    assert {(answer.status_code, answer.json["id"]) for answer in sent} == {(201, sent[0].json["id"])}
    assert len(world.carrier.accepted) == 1


def test_a_loan_is_extended_twice_at_most(admin):
    path = f"/loans/{admin.loan()['id']}/extension"
    codes = statuses([lambda: admin.post(path, days=1)] * 5)
    assert codes.count(200) == admin.get(path.rpartition("/")[0]).json["extensions"] <= 2


def test_an_email_is_taken_once(api):
    body = {"name": "Ann", "email": "ann@example.test", "password": "correct horse"}
    assert statuses([lambda: api.post("/members", **body)] * 4) == [201, 409, 409, 409]
