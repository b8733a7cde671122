"""Sessions and password resets over HTTP."""

import re

from .fakes import ADMIN, PASSWORD, stored


def test_a_session_is_opened_with_email_and_password(api):
    answer = api.post("/sessions", **ADMIN)
    assert (answer.status_code, answer.json["role"]) == (201, "admin")
    assert set(answer.json) == {"token", "member_id", "role"}


def test_a_wrong_password_and_an_unknown_email_get_the_same_answer(api):
    wrong = api.post("/sessions", email=ADMIN["email"], password="something else")
    unknown = api.post("/sessions", email="nobody@example.test", password="something else")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json


def test_logging_out_ends_this_session_and_no_other(api):
    first, second = api.as_("admin"), api.as_("admin")
    assert first.delete("/sessions").status_code == 204
    assert first.get("/members").status_code == 401
    assert second.get("/members").status_code == 200


def test_nobody_cannot_log_out(api):
    assert api.delete("/sessions").status_code == 401


def test_only_the_hash_of_a_token_is_stored(app, admin):
    logins = stored(app)["logins"]
    assert len(logins) == 1
    assert admin.token not in str(logins)


def test_a_reset_is_accepted_for_known_and_unknown_addresses(api, world):
    answers = [api.post("/password-resets", email=email) for email in (ADMIN["email"], "nobody@example.test")]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].data == answers[1].data == b""
    assert len(world.carrier.accepted) == 1


def reset_token(api, world, email):
    api.post("/password-resets", email=email)
    return re.search(r"password-resets/(\S+)", world.carrier.accepted[-1]["text"])[1]


def test_the_link_sets_a_new_password_once(api, world):
    email = api.member()["email"]
    token = reset_token(api, world, email)
    assert api.put(f"/password-resets/{token}", new_password="brand new one").status_code == 204
    assert api.put(f"/password-resets/{token}", new_password="once more, no").status_code == 404
    assert api.post("/sessions", email=email, password=PASSWORD).status_code == 401
    assert api.logged_in(email, "brand new one")


def test_a_link_is_too_old_after_an_hour(api, world):
    token = reset_token(api, world, api.member()["email"])
    world.clock.sleep(3600)
    assert api.put(f"/password-resets/{token}", new_password="brand new one").status_code == 404
