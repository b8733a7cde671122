"""Notifications over HTTP, and the outbox behind them."""

from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from labapp.naive import NAIVE
from labapp.services import Dead, Delivered, Later
from labapp.toolshed import outbox
from labapp.toolshed.app import close, create_app

from .fakes import Api, settings


def message(api, **headers):
    body = {"member_id": api.member(phone="555-0101")["id"], "kind": "message", "text": "Hello\nyou"}
    return api.send("POST", "/notifications", json=body, headers=headers)


def test_a_message_is_sent_after_it_was_stored(admin, world):
    answer = message(admin)
    assert (answer.status_code, answer.json["status"], answer.json["attempts"]) == (201, "sent", 1)
    assert answer.headers["Location"] == f"/notifications/{answer.json['id']}"
    assert admin.get(f"/notifications/{answer.json['id']}").json == answer.json
    assert [call["text"] for call in world.carrier.accepted] == ["Hello\nyou"]


def test_without_a_phone_a_message_goes_to_the_email(admin):
    member = admin.member()
    answer = admin.post("/notifications", member_id=member["id"], kind="message", text="Hello")
    assert answer.json["to"] == member["email"]


def test_nobody_gets_no_message(admin, world):
    assert admin.post("/notifications", member_id=999999, kind="message", text="Hello").status_code == 404
    assert world.carrier.accepted == []


def test_the_same_key_sends_once(admin, world):
    body = {"member_id": admin.member()["id"], "kind": "message", "text": "Hello"}
    key = {"Idempotency-Key": "k"}
    first, again = (admin.send("POST", "/notifications", json=body, headers=key) for _ in range(2))
    other = admin.send("POST", "/notifications", json={**body, "text": "Bye"}, headers=key)
    assert (again.status_code, again.json, other.status_code) == (201, first.json, 422)
    assert len(world.carrier.accepted) == 1


def test_notifications_are_listed_by_member_and_status(admin):
    first, _second = message(admin).json, message(admin)
    assert admin.get("/notifications", member=first["member_id"], status="sent").json["items"] == [first]
    assert admin.get("/notifications", status="dead").json["total"] == 0


def test_reminders_go_out_for_each_open_loan_that_is_due(admin, world):
    for due_at in ("2026-03-10T08:00:00Z", "2026-03-11T08:00:00Z", "2026-03-12T08:00:00Z"):
        admin.loan(due_at=due_at)
    answer = admin.post("/reminders", on="2026-03-10T09:00:00Z")
    kinds = [item["kind"] for item in admin.get("/notifications").json["items"]]
    assert (answer.status_code, answer.json) == (200, {"created": 2})
    assert (kinds, len(world.carrier.accepted)) == (["overdue", "due_tomorrow"], 2)


def test_reminders_are_for_now_unless_stated(admin):
    assert admin.post("/reminders").json == {"created": 0}


@pytest.fixture
def outcomes():
    """What the carrier answers, one after the other."""
    return []


@pytest.fixture
def backend(database_url, world, outcomes):
    """A backend whose notify service says what the test wants."""

    def notify(ctx, message):
        outcome = outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    app = create_app(replace(NAIVE, notify=notify), settings(database_url), world.dependencies())
    yield app
    close(app)


def test_a_message_that_must_wait_is_sent_by_the_worker(backend, outcomes, world):
    outcomes += [Later(30), Delivered("c-1")]
    admin = Api(backend).as_("admin")
    queued = message(admin).json
    early = outbox.deliver_due(backend)
    world.clock.sleep(30)
    assert (queued["status"], early, outbox.deliver_due(backend)) == ("queued", 0, 1)
    sent = admin.get(f"/notifications/{queued['id']}").json
    assert (sent["status"], sent["attempts"], sent["sent_at"]) == ("sent", 2, "2026-03-02T09:00:30+00:00")


def test_a_message_that_is_given_up_says_why(backend, outcomes):
    outcomes += [Dead("No such number.")]
    answer = message(Api(backend).as_("admin"))
    assert (answer.status_code, answer.json["status"], answer.json["reason"]) == (
        201, "dead", "No such number."
    )  # fmt: skip


def test_a_service_that_fails_is_asked_again(backend, outcomes, world):
    outcomes += [RuntimeError("bug"), RuntimeError("bug"), Delivered("c-1")]
    queued = message(Api(backend).as_("admin")).json
    for _ in range(2):
        world.clock.sleep(outbox.RETRY_AFTER_ERROR_SECONDS)
        assert outbox.deliver_due(backend) == 1
    assert queued["status"] == "queued"
    assert ("error" in {sink for sink, _ in world.written}, outcomes) == (True, [])


def test_what_a_dead_process_was_sending_is_sent_by_the_next(backend, outcomes, world, database_url):
    outcomes += [KeyboardInterrupt(), Delivered("c-1")]
    with pytest.raises(KeyboardInterrupt):
        message(Api(backend).as_("admin"))
    assert outbox.deliver_due(backend) == 0
    outbox.recover(backend)
    assert outbox.deliver_due(backend) == 1


def test_a_database_that_is_away_for_a_moment_does_not_stop_the_worker(backend, world):
    def away(*_):
        raise OperationalError("SELECT", {}, Exception("the server is gone"))

    with backend.extensions["toolshed"].sessions() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", away)
    assert outbox.deliver_due(backend) == 0
    event.remove(engine, "before_cursor_execute", away)
    assert any("the server is gone" in line for sink, line in world.written if sink == "error")
