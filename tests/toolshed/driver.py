"""Drives operations with cases made from the contract; two of three name rows that are there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from sqlalchemy import select, text

from labapp.models import Entry, Fact, Loan, Member, Model, Notification, Reservation, Tool
from labapp.services import Context
from labapp.toolshed.app_state import AppState, of_app

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
MAY_MAKE_NO_SENSE = {"post_entry", "create_loan", "return_loan", "update_loan", "create_notification"}
"""The right shape can still be refused: another member's loan, a day that never was, a key used before."""

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
    "batch": Tool.batch,
}
"""What a name in a path or a query stands for; in a body, `_id` or `_ids` follows."""

FITTING = {
    "password": [PASSWORD],
    "current_password": [PASSWORD],
    "borrowed_at": ["2026-03-02T09:00:00Z"],
    "due_at": ["2026-03-09T09:00:00Z"],
    "returned_at": ["2026-04-09T09:00:00Z"],
}

Lot = dict[str, list[Any]]


@dataclass(frozen=True)
class Driver:
    """Drives one app, which starts every time with the same rows.

    By turns a case is sent as it was made, with all that lets it succeed, or with ids of rows.
    """

    app: Flask
    schema: Any
    tokens: dict[str, str]
    lots: tuple[Lot, ...]
    put_back: Callable[[], None]

    def drive(self, operation: Operation, role: str) -> set[int]:
        """Send what the contract allows, check what comes back; return the statuses."""
        self.put_back()
        cases, turns, statuses = self.schema[operation.path][operation.method].as_strategy(), {}, set()
        headers = {"Authorization": f"Bearer {self.tokens[role]}"}
        excluded = [positive_data_acceptance] if operation.name in MAY_MAKE_NO_SENSE else []

        @BOUNDED
        @given(cases)
        def send(case: Any) -> None:
            turn, lot = divmod(turns.setdefault(repr(case), len(turns)), len(self.lots))
            _feed(case, self.lots[lot], turn)
            statuses.add(case.call_and_validate(headers=headers, excluded_checks=excluded).status_code)

        send()
        return statuses


@contextmanager
def driver(app: Flask, world: World) -> Iterator[Driver]:
    """Prepare an app for being driven."""
    schema = schemathesis.openapi.from_dict(_contract())
    schema.app = lambda environ, start: app({**environ, "REMOTE_ADDR": "127.0.0.1"}, start)
    tokens, secrets = _furnish(app, world)
    ids = _within_reach(app)
    with _kept(app) as put_back:
        yield Driver(app, schema, tokens, ({}, ids | FITTING | secrets, ids), put_back)


def _contract() -> Any:
    """Return the contract; which fields a kind of fact needs is said by its schema, not only by a table."""
    said = deepcopy(document())
    shapes, table = said["components"]["schemas"], said["paths"]["/facts"]["post"]["description"]
    rows = [row.split("|")[1:4] for row in table.splitlines() if row.startswith("| ")][1:]
    shapes["NewFact"] = {"oneOf": [_fact(shapes["NewFact"], *row) for row in rows]}
    return said


def _fact(shape: Any, kinds: str, needs: str, may_have: str) -> Any:
    needed, free = needs.replace(",", "").split(), [*may_have.split()[:1], "happened_at", "note"]
    fields = {name: shape["properties"][name] for name in (*needed, *free)}
    kind = {"type": "string", "enum": kinds.replace(",", "").split()}
    return {**shape, "required": ["kind", *needed], "properties": {"kind": kind, **fields}}


def _furnish(app: Flask, world: World) -> tuple[dict[str, str], Lot]:
    """Add a member with one of everything, a member and a tool without a trace; return tokens and secrets."""
    admin = Api(app).as_("admin")
    admin.member()
    me = admin.member(household="lime-4", phone="555-0101")
    own = {"member_id": me["id"]}
    (deposit,) = admin.entries(type="payment", kind="deposit", amount_cents=900, **own)
    admin.entries(type="refund", deposit_id=deposit["id"], amount_cents=100)
    admin.loan(tool_id=admin.tool(needs_approval=True)["id"], **own)
    admin.post("/reservations", tool_id=admin.loan(**own)["tool_id"], **own)
    admin.tool(batch="L-1", deposit_cents=900)
    admin.post("/notifications", kind="message", text="Hello", **own)
    admin.post(f"/members/{me['id']}/phone-code")
    admin.post("/password-resets", email=me["email"])
    code, link = (sent["text"] for sent in world.carrier.accepted[-2:])
    secrets = {"email": me["email"], "code": code[-7:-1], "token": link.rpartition("/")[2]}
    tokens = {"admin": admin.token, "member": Api(app).logged_in(me["email"]).token}
    return tokens, {name: [value] for name, value in secrets.items()}


def _within_reach(app: Flask) -> Lot:
    """Return the newest values of each column; ids as the outside knows them."""
    here = of_app(app)
    with here.sessions() as session:
        ctx = here.context(session)
        lot = {name: [_outside(here, ctx, row, column) for row in _newest(ctx, column)]
               for name, column in COLUMNS.items()}  # fmt: skip
        session.commit()
    return lot


def _newest(ctx: Context, column: Any) -> Any:
    kind = column.class_
    return ctx.session.scalars(
        select(kind).where(column.is_not(None)).order_by(kind.id.desc()).limit(WITHIN_REACH)
    ).all()


def _outside(here: AppState, ctx: Context, row: Any, column: Any) -> Any:
    return here.services.present.show(ctx, row, None)[column.key]


def _feed(case: Any, lot: Lot, turn: int) -> None:
    for part in (case.path_parameters, case.query):
        part.update({name: str(value) for name, value in _known(part, lot, turn)})
    if isinstance(case.body, dict):
        case.body.update(dict(_known(case.body, lot, turn)))


def _known(sent: dict[str, Any], lot: Lot, turn: int) -> Iterator[tuple[str, Any]]:
    for name, value in sent.items():
        values = lot.get(name.removesuffix("s").removesuffix("_id"))
        if values and value is not None:
            yield name, values[: len(value)] if isinstance(value, list) else values[turn % len(values)]


@contextmanager
def _kept(app: Flask) -> Iterator[Callable[[], None]]:
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
            delete = ["SET session_replication_role = replica", *delete]
        insert = [f"INSERT INTO {table} SELECT * FROM kept_{table}" for table in tables]
        yield lambda: run(*delete, *insert)
