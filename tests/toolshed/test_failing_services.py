"""A service that fails or refuses: the one error shape, nothing told, nothing changed."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from labapp.naive import NAIVE
from labapp.services import Actor, DomainError, Permit
from labapp.toolshed.app import close, create_app

from .contract import refused
from .fakes import Api, settings


@pytest.fixture
def failing(database_url, world):
    """Build a backend whose eligible service fails in the way that is asked for."""
    apps = []

    def build(error):
        def eligible(ctx, asked):
            raise error

        services = replace(NAIVE, eligible=eligible)
        apps.append(create_app(services, settings(database_url), world.dependencies()))
        return Api(apps[-1]).as_("admin")

    yield build
    close(apps[-1])


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError("secret"), 500),
        (OperationalError("secret", {}, Exception()), 503),
        (DomainError("Not today."), 409),
    ],
)
def test_a_service_that_fails_changes_nothing_and_tells_nothing(failing, world, error, status):
    admin = failing(error)
    answer = admin.post("/loans", tool_id=admin.tool()["id"])
    assert refused(answer, status) is None
    assert "secret" not in answer.text
    assert admin.get("/loans").json["total"] == 0
    assert ("error" in {sink for sink, _ in world.written}) == (status > 409)


def test_fields_outside_the_permit_are_forbidden(database_url, world):
    def authorize(ctx, actor: Actor | None, action, subject):
        return Permit(fields=frozenset({"name", "email", "password"}))

    app = create_app(replace(NAIVE, authorize=authorize), settings(database_url), world.dependencies())
    answer = Api(app).post("/members", name="Ann", email="a@example.test", password="x" * 8, role="admin")
    assert refused(answer, 403) is None
    assert "role" in answer.json["error"]["message"]
    close(app)


def test_what_was_begun_is_undone_before_it_is_written_down(database_url, world):
    def audit(ctx, event):
        if event.sink == "app":
            ctx.session.commit()

    app = create_app(replace(NAIVE, audit=audit), settings(database_url), world.dependencies())
    admin = Api(app).as_("admin")
    [fee] = admin.entries(type="split", member_ids=[1], kind="loss", total_cents=1)
    assert refused(admin.post("/facts", kind="refund_settled", entry_id=fee["id"]), 409) is None
    assert admin.get("/facts").json["total"] == 0
    close(app)
