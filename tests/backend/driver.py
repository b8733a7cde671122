"""Drives operations with data made from the contract: some ids are random, some are those of rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from sqlalchemy import select, text

from labapp.backend.state import of_app
from labapp.models import Entry, Fact, Loan, Member, Model, Notification, Reservation, Tool

from .contract import Operation, document
from .fakes import PASSWORD, Api, World

BOUNDED = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
MAY_MAKE_NO_SENSE = {"record_fact", "post_entry", "create_loan", "return_loan", "update_loan"}
"""A body of the right shape can still be refused here: another member's loan, a day that never was."""

WITHIN_REACH = 4
COLUMNS = {
    "member": Member.id,
    "tool": Tool.id,
    "loan": Loan.id,
    "reservation": Reservation.id,
    "fact": Fact.id,
    "entry": Entry.id,
    "deposit": Entry.id,
    "notification": Notification.id,
    "household": Member.household,
    "email": Member.email,
    "batch": Tool.batch,
}
"""What stands behind a name in a path or a query; in a body, `_id` or `_ids` may follow."""

FITTING = {
    "password": [PASSWORD],
    "current_password": [PASSWORD],
    "borrowed_at": ["2026-03-02T09:00:00Z"],
    "due_at": ["2026-03-09T09:00:00Z"],
    "until": ["2026-03-09T09:00:00Z"],
    "returned_at": ["2026-04-09T09:00:00Z"],
    "tool_kind": ["ladder"],
}


@dataclass(frozen=True)
class Driver:
    """Drives one app, which is as it was before each operation.

    A case is sent as it was made, or with ids of rows, or with everything that lets it succeed.
    """

    app: Flask
    tokens: dict[str, str]
    lots: tuple[dict[str, list[Any]], ...]
    put_back: Callable[[], None]

    def drive(self, operation: Operation, role: str) -> set[int]:
        """Send what the contract allows; return which statuses came back."""
        self.put_back()
        cases, turns, statuses = self._operation(operation).as_strategy(), {}, set()
        headers = {"Authorization": f"Bearer {self.tokens[role]}"}
        excluded = [positive_data_acceptance] if operation.name in MAY_MAKE_NO_SENSE else []

        @BOUNDED
        @given(cases)
        def send(case: Any) -> None:
            turn, lot = divmod(turns.setdefault(repr(case), len(turns)), len(self.lots))
            feed(case, self.lots[lot], turn)
            statuses.add(case.call_and_validate(headers=headers, excluded_checks=excluded).status_code)

        send()
        return statuses

    def _operation(self, operation: Operation) -> Any:
        schema = schemathesis.openapi.from_dict(document())
        schema.app = lambda environ, start: self.app({**environ, "REMOTE_ADDR": "127.0.0.1"}, start)
        return schema[operation.path][operation.method]


@contextmanager
def driver(app: Flask, world: World) -> Iterator[Driver]:
    tokens, secrets = furnish(app, world)
    ids = within_reach(app)
    with kept(app) as put_back:
        yield Driver(app, tokens, ({}, ids, ids | FITTING | secrets), put_back)


def furnish(app, world):
    """Add a member with one of everything, and a member and a tool without a trace; return what is secret."""
    admin = Api(app).as_("admin")
    admin.member()
    me = admin.member(household="lime-4", phone="555-0101")
    own = {"member_id": me["id"]}
    deposit = admin.entries(type="payment", kind="deposit", amount_cents=900, **own)[0]
    admin.entries(type="refund", deposit_id=deposit["id"], amount_cents=100)
    admin.loan(tool_id=admin.tool(needs_approval=True)["id"], **own)
    admin.post("/reservations", tool_id=admin.loan(**own)["tool_id"], **own)
    admin.tool(batch="L-1", deposit_cents=900)
    admin.post("/notifications", kind="message", text="Hello", **own)
    admin.post(f"/members/{me['id']}/phone-code")
    code = world.carrier.accepted[-1]["text"][-7:-1]
    admin.post("/password-resets", email=me["email"])
    token = world.carrier.accepted[-1]["text"].rpartition("/")[2]
    bearers = {"admin": admin.token, "member": Api(app).logged_in(me["email"]).token}
    return bearers, {"token": [token], "code": [code]}


def within_reach(app):
    """Return the newest values of each column."""
    with of_app(app).sessions() as session:
        return {name: session.scalars(newest(column)).all() for name, column in COLUMNS.items()}


def newest(column):
    some = select(column).where(column.is_not(None))
    return some.order_by(column.class_.id.desc()).limit(WITHIN_REACH)


def feed(case, lot, turn):
    for part in (case.path_parameters, case.query):
        for name, value in dict(part).items():
            part[name] = str(fit(name, value, lot, turn))
    if isinstance(case.body, dict):
        for name, value in dict(case.body).items():
            case.body[name] = fit(name, value, lot, turn)


def fit(name, value, lot, turn):
    values = lot.get(name) or lot.get(name.removesuffix("s").removesuffix("_id"))
    if values is None or value is None:
        return value
    if isinstance(value, list):
        return values[: len(value)]
    return values[turn % len(values)]


@contextmanager
def kept(app):
    """Keep all rows; yield what puts them back."""
    tables = Model.metadata.sorted_tables
    with of_app(app).sessions() as session, session.get_bind().engine.connect() as connection:

        def run(*statements):
            for statement in statements:
                connection.execute(text(statement))
            connection.commit()

        run(*(f"CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table}" for table in tables))
        delete = [f"DELETE FROM {table}" for table in reversed(tables)]
        if connection.dialect.name == "postgresql":
            delete = [f"TRUNCATE {', '.join(map(str, tables))}"]
        insert = [f"INSERT INTO {table} SELECT * FROM kept_{table}" for table in tables]
        yield lambda: run(*delete, *insert)
