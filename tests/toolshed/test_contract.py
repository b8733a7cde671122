"""Every operation, driven with data made from the contract: no 5xx, no answer that the contract forbids.

The naive presenter shows every column, which is one of the planted failures. So Toolshed is driven with
the fixed one, and what the naive one shows beyond the contract is pinned by itself.
"""

from dataclasses import replace

import pytest
from schemathesis.core.failures import FailureGroup

from labapp.fixed.present import present
from labapp.models import Model
from labapp.naive import NAIVE
from labapp.services import Presenter
from labapp.toolshed.app import close, create_app
from labapp.toolshed.app_state import of_app

from . import postgres
from .contract import document, operations
from .driver import driver as driving
from .fakes import World
from .fakes import settings as backend_settings

SHAPES = {
    name: set(shape.get("properties", ())) for name, shape in document()["components"]["schemas"].items()
}
BEYOND_THE_CONTRACT = {
    "Member": {"password_hash", "password_changed_at", "phone_hash", "phone_code", "notes"}
    | {"household_at_first", "status_at_first"},
    "Tool": {"purchase_price_cents", "notes"},
    "Loan": set(),
    "Reservation": set(),
    "Fact": set(),
    "Entry": set(),
    "Notification": {"key", "claimed", "due_at", "carrier_id"},
}
LEFT_TO_CHANCE = {"confirm_phone"}
"""The code and the member have to fit, and may by chance; tests of members confirm a phone with both."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def driver(request, tmp_path_factory):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('contract')}/toolshed.db"
    else:
        url = request.getfixturevalue("postgres_url")
        postgres.empty(url)
    services, world = replace(NAIVE, present=present), World()
    app = create_app(services, backend_settings(url, demo=True), world.dependencies())
    with driving(app, world) as ready:
        yield ready
    close(app)


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.name)
def test_nothing_that_an_admin_sends_breaks_an_operation_and_something_succeeds(driver, operation):
    statuses = driver.drive(operation, "admin")
    assert any(status < 300 for status in statuses) or operation.name in LEFT_TO_CHANCE


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.name)
def test_nothing_that_a_member_sends_breaks_an_operation(driver, operation):
    driver.drive(operation, "member")


def find_any(ctx, kind, text):
    return NAIVE.present.find(ctx, kind, text) if text.isdecimal() else present.find(ctx, kind, text)


def crash(ctx, entity, viewer):
    raise ZeroDivisionError("planted")


@pytest.mark.parametrize(("show", "says"), [(NAIVE.present.show, "schema"), (crash, "Server error")])
def test_the_driver_notices_what_the_contract_forbids(driver, monkeypatch, show, says):
    state = of_app(driver.app)
    broken = replace(state, services=replace(NAIVE, present=Presenter(show, find_any)))
    monkeypatch.setitem(driver.app.extensions, "toolshed", broken)
    read_member = next(operation for operation in operations() if operation.name == "read_member")
    with pytest.raises(FailureGroup) as red:
        driver.drive(read_member, "admin")
    assert any(says in failure.title for failure in red.value.exceptions)


@pytest.mark.parametrize("entity", BEYOND_THE_CONTRACT)
def test_what_the_naive_presenter_shows_beyond_the_contract(entity):
    model = next(model for model in Model.__subclasses__() if model.__name__ == entity)
    assert set(model.__table__.columns.keys()) - SHAPES[entity] == BEYOND_THE_CONTRACT[entity]
    assert SHAPES[entity] <= set(model.__table__.columns.keys())
