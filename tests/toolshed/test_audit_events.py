"""What is handed to the audit service, and where its lines go."""

from dataclasses import replace

import pytest

from labapp.naive import NAIVE
from labapp.toolshed.app import close, create_app

from .fakes import Api, settings


@pytest.fixture
def events():
    """What the audit service was asked about."""
    return []


@pytest.fixture
def backend(database_url, world, events):
    """A backend whose audit service remembers events, and fails at the word "trouble"."""

    def audit(ctx, event):
        events.append(event)
        if event.sink != "stderr" and "trouble" in str(event.fields.get("body", "")):
            raise ValueError("trouble")
        return event.sink

    app = create_app(replace(NAIVE, audit=audit), settings(database_url), world.dependencies())
    yield Api(app)
    close(app)


def one(events, sink):
    [event] = [event for event in events if event.sink == sink]
    return event


def test_a_request_and_its_access_line_are_handed_over(backend, events, world):
    answer = backend.get("/tools", query="saw")
    request, access = one(events, "app"), one(events, "access")
    assert (request.fields["operation"], request.fields["status"]) == ("list_tools", 200)
    assert access.fields["line"] == '127.0.0.1 "GET /tools?query=saw" 200'
    assert request.correlation_id == access.correlation_id == answer.headers["X-Correlation-Id"]
    assert ("access", "access") in world.written


def test_the_body_and_the_actor_are_handed_over(backend, events):
    admin = backend.as_("admin")
    events.clear()
    tool = admin.tool(name="Saw")
    request = one(events, "app")
    assert '"name": "Saw"' in request.fields["body"]
    assert (request.actor.role, request.fields["subject"]) == ("admin", tool["id"])


def test_a_refused_request_names_its_subject_as_the_path_did(backend, events):
    tool = backend.as_("admin").tool()
    events.clear()
    assert backend.delete(f"/tools/{tool['id']}").status_code == 401
    assert one(events, "app").fields["subject"] == str(tool["id"])


def test_what_is_not_found_is_no_subject(backend, events):
    backend.get("/tools/999999")
    assert one(events, "app").fields["subject"] is None


def test_every_statement_is_handed_over(backend, events):
    backend.get("/tools", query="saw")
    statements = [event.fields for event in events if event.sink == "sql"]
    assert any("FROM tools" in str(fields["statement"]) for fields in statements)
    assert any("saw" in str(fields["parameters"]) for fields in statements)


def test_a_failing_audit_service_is_an_event_and_no_error(backend, events, world):
    answer = backend.post("/members", name="trouble", email="t@example.test", password="x" * 8)
    assert answer.status_code == 201
    assert "trouble" in one(events, "stderr").fields["error"]
    assert ("stderr", "stderr") in world.written


def test_a_refused_request_is_handed_over_too(backend, events):
    backend.get("/members")
    assert one(events, "app").fields["status"] == 401
    assert one(events, "app").actor is None
