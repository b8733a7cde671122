"""One mechanism knows a request that comes again under its Idempotency-Key, whatever it made."""

from contextlib import contextmanager
from itertools import count
from threading import Barrier

import pytest
from sqlalchemy import event

from .fakes import at_once


def lending(admin):
    """Return a request for a new loan, and what would be another one."""
    return "/loans", {"tool_id": admin.tool()["id"]}, {"note": "Another"}


def returning(admin):
    """Return a request that takes back a tool for which somebody waits, and what would be another one."""
    loan = admin.loan()
    admin.post("/reservations", tool_id=loan["tool_id"], member_id=admin.member()["id"])
    return f"/loans/{loan['id']}/return", {}, {"returned_at": "2026-03-02T09:00:00Z"}


def sending(admin):
    """Return a request for a new message, and what would be another one."""
    body = {"member_id": admin.member()["id"], "kind": "message", "text": "Hello"}
    return "/notifications", body, {"text": "Another"}


every_request = pytest.mark.parametrize("asking", [lending, returning, sending])


@contextmanager
def at_each_look(app, moment, act):
    """Act before or after each statement that looks for an earlier request."""

    def look(_connection, _cursor, statement, *_):
        if "FROM idempotent_requests" in statement:
            act()

    with app.extensions["toolshed"].sessions() as session:
        engine = session.get_bind()
    event.listen(engine, moment, look)
    yield
    event.remove(engine, moment, look)


@every_request
def test_all_who_looked_before_anything_was_done_get_the_same_answer(app, admin, world, asking):
    (path, body, _), everybody, looks = asking(admin), Barrier(4), count()

    def wait():
        if next(looks) < 4:
            everybody.wait(timeout=10)

    with at_each_look(app, "after_cursor_execute", wait):
        answers = at_once([lambda: admin.keyed(path, "k", **body)] * 4)
    assert len({(answer.status_code, answer.json["id"]) for answer in answers}) == 1
    assert answers[0].status_code in (200, 201)
    assert len(world.carrier.accepted) == admin.get("/notifications").json["total"] == (asking is not lending)


@every_request
def test_who_looks_a_moment_late_hears_what_has_become_of_it(app, admin, asking):
    (path, body, _), looks, first = asking(admin), count(), []

    def come_first():
        if next(looks) == 0:
            first.append(admin.keyed(path, "k", **body))

    with at_each_look(app, "before_cursor_execute", come_first):
        late = admin.keyed(path, "k", **body)
    assert (late.status_code, late.json) == (first[0].status_code, first[0].json)


@every_request
def test_another_request_under_the_same_key_is_refused(admin, asking):
    path, body, other = asking(admin)
    assert admin.keyed(path, "k", **body).status_code in (200, 201)
    refused = admin.keyed(path, "k", **body | other)
    assert refused.status_code == 422
    assert "used for another request" in refused.json["error"]["message"]


@pytest.mark.parametrize("asking", [lending, sending])
def test_a_key_is_known_for_whoever_sent_it_only(api, asking):
    for role in ("admin", "steward"):
        path, body, _ = asking(api.as_("admin"))
        assert api.as_(role).keyed(path, "k", **body).status_code == 201


def test_one_key_serves_one_request_of_each_kind(admin):
    made = {}
    for asking in (lending, returning, sending):
        path, body, _ = asking(admin)
        made[path] = [admin.keyed(path, "k", **body) for _ in range(2)]
    assert [first.json == again.json for first, again in made.values()] == [True] * 3
    assert [first.status_code for first, _ in made.values()] == [201, 200, 201]
