"""Reservations over HTTP."""


def reserve(api, tool_id, **who):
    return api.post("/reservations", tool_id=tool_id, **who)


def test_a_member_waits_for_a_tool_once(admin):
    tool_id = admin.tool()["id"]
    answer = reserve(admin, tool_id)
    assert (answer.status_code, answer.json["status"]) == (201, "waiting")
    assert answer.headers["Location"] == f"/reservations/{answer.json['id']}"
    assert reserve(admin, tool_id).status_code == 409


def test_nobody_waits_for_nothing(admin):
    assert reserve(admin, 999999).status_code == 404
    assert reserve(admin, admin.tool()["id"], member_id=999999).status_code == 404


def test_a_reservation_is_read_listed_and_cancelled(admin):
    place = reserve(admin, admin.tool()["id"]).json
    assert admin.get(f"/reservations/{place['id']}").json == place
    assert admin.get("/reservations").json["items"] == [place]
    assert admin.delete(f"/reservations/{place['id']}").status_code == 204
    assert admin.get(f"/reservations/{place['id']}").status_code == 404


def test_who_borrows_waits_no_longer(admin):
    loan, member_id = admin.loan(), admin.member()["id"]
    reserve(admin, loan["tool_id"], member_id=member_id)
    admin.post(f"/loans/{loan['id']}/return")
    admin.loan(tool_id=loan["tool_id"], member_id=member_id)
    assert admin.get("/reservations").json["total"] == 0


def test_a_place_that_was_ready_goes_to_the_next(admin):
    loan = admin.loan()
    first, second = (reserve(admin, loan["tool_id"], member_id=admin.member()["id"]).json for _ in "12")
    admin.post(f"/loans/{loan['id']}/return")
    admin.delete(f"/reservations/{first['id']}")
    assert admin.get(f"/reservations/{second['id']}").json["status"] == "ready"
