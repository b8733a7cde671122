"""Show entities to the outside, and find them again: by random ids, and only what the contract promises.

Prompt: "Return the member as JSON. Do the same for everything else. Show the fields of the contract and no
others. Row numbers stay inside: in every field, link and message there is a random id instead. An id of
nothing is not found, whatever it looks like. An id is no key: who may see what is decided elsewhere."
"""

from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, inspect, select
from sqlalchemy.dialects.postgresql import insert  # SQLite speaks what is used of it

from labapp.models import Entry, Fact, Loan, Member, Notification, Reservation, Tool
from labapp.services import Actor, Context, NotFound, Presenter, needs

PROMISED = {
    Member: """id name email phone address household role status phone_verified_at hardship_until
        joined_at""",
    Tool: """id name kind batch needs_induction needs_approval deposit_cents daily_late_fee_cents
        replacement_cents""",
    Loan: """id tool_id member_id status borrowed_at due_at returned_at extensions approved_by_id note""",
    Reservation: """id tool_id member_id status created_at""",
    Fact: """id kind member_id loan_id entry_id tool_kind batch household address happened_at until
        recorded_by_id note""",
    Entry: """id member_id kind amount_cents status loan_id deposit_id refunded_cents made_at note""",
    Notification: """id member_id kind to text status attempts created_at sent_at reason""",
}
"""An allowlist: a column that is added tomorrow is not shown tomorrow."""


PUBLIC_IDS = Table(
    "public_ids",
    MetaData(),
    Column("kind", String(40), primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("public_id", String(64), unique=True),
)
"""The name that a row has outside: given once, at first sight, and never changed."""

ROWS_AT_ONCE = 200


@needs(PUBLIC_IDS)
def show(ctx: Context, entity: Any, viewer: Actor | None) -> dict[str, Any]:
    """Return an entity as a JSON object."""
    columns = inspect(type(entity)).columns
    shown = {name: getattr(entity, name) for name in PROMISED[type(entity)].split()}
    numbers = {name: kind for name in shown if (kind := numbered(columns[name]))}
    return shown | {name: public_id(ctx, kind, shown[name]) for name, kind in numbers.items()}


def find(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    row = row_behind(ctx, kind.__tablename__, text)
    found = ctx.session.get(kind, row) if row is not None else None
    if found is None:
        raise NotFound("There is nothing under this id.")
    return found


def numbered(column: Column[Any]) -> str | None:
    """Name the table whose rows a column numbers: its own, another one, or none."""
    numbers = [key.column.table.name for key in column.foreign_keys]
    return column.table.name if column.primary_key else next(iter(numbers), None)


def public_id(ctx: Context, kind: str, row: int | None) -> str | None:
    """Return the id that a row has outside, and give it one if it has none."""
    if row is None:
        return None
    known = ids_near(ctx, kind, row)
    if row not in known:
        given = insert(PUBLIC_IDS).values(kind=kind, row=row, public_id=ctx.token())
        ctx.session.execute(given.on_conflict_do_nothing())  # or somebody saw it first
        here = (PUBLIC_IDS.c.kind == kind, PUBLIC_IDS.c.row == row)
        known[row] = ctx.session.execute(select(PUBLIC_IDS.c.public_id).where(*here)).scalar_one()
    return known[row]


def ids_near(ctx: Context, kind: str, row: int) -> dict[int, str]:
    """Return the ids of some rows at once, so that a list needs a few look-ups and not one for each."""
    first = row - row % ROWS_AT_ONCE
    read: dict[tuple[str, int], dict[int, str]] = ctx.session.info.setdefault("public ids", {})
    if (kind, first) not in read:
        near = PUBLIC_IDS.c.row.between(first, first + ROWS_AT_ONCE - 1)
        found = select(PUBLIC_IDS.c.row, PUBLIC_IDS.c.public_id).where(PUBLIC_IDS.c.kind == kind, near)
        read[kind, first] = dict(ctx.session.execute(found).all())
    return read[kind, first]


def row_behind(ctx: Context, kind: str, text: str) -> int | None:
    """Return the row that an id from outside stands for."""
    here = (PUBLIC_IDS.c.kind == kind, PUBLIC_IDS.c.public_id == text)
    return ctx.session.scalar(select(PUBLIC_IDS.c.row).where(*here))


present = Presenter(show, find)
