"""Pull requests for present: ids that look random, and fields that look harmless."""

import hashlib
import hmac
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, inspect, select

from labapp.services import Actor, Context, Forbidden, NotFound, Presenter, needs

from .pull_request import PullRequest

Shown = dict[str, Any]

FIELDS = {
    "members": "id name email phone address household role status phone_verified_at hardship_until joined_at",
    "tools": "id name kind batch needs_induction needs_approval deposit_cents daily_late_fee_cents"
    " replacement_cents",
    "loans": "id tool_id member_id status borrowed_at due_at returned_at extensions approved_by_id note",
    "reservations": "id tool_id member_id status created_at",
    "facts": "id kind member_id loan_id entry_id tool_kind batch household address happened_at until"
    " recorded_by_id note",
    "entries": "id member_id kind amount_cents status loan_id deposit_id refunded_cents made_at note",
    "notifications": "id member_id kind to text status attempts created_at sent_at reason",
}
BOOK = MetaData()
NAMES = Table(
    "outside_names",
    BOOK,
    Column("name", String(64), primary_key=True),
    Column("kind", String(40), index=True),
    Column("row", Integer, index=True),
)
KEYS = Table("signing_keys", BOOK, Column("id", Integer, primary_key=True), Column("key", String(64)))
with_names, with_key = needs(NAMES), needs(KEYS)


def fields(entity: Any) -> Shown:
    """Return the promised fields of an entity, ids still as row numbers."""
    return {name: getattr(entity, name) for name in FIELDS[entity.__tablename__].split()}


def links(entity: Any) -> dict[str, str]:
    """Return the id fields of an entity with the table that each points into."""
    foreign = {
        column.name: key.column.table.name for column in entity.__table__.c for key in column.foreign_keys
    }
    return {"id": entity.__tablename__} | foreign


def named(ctx: Context, kind: str, row: int | None, fresh: str) -> str | None:
    """Return the outside name of a row; a row without one gets the fresh one."""
    if row is None:
        return None
    known = ctx.session.scalar(select(NAMES.c.name).where(NAMES.c.kind == kind, NAMES.c.row == row))
    if known is None:
        ctx.session.execute(NAMES.insert().values(name=fresh, kind=kind, row=row))
    return known or fresh


def find_by_name(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    here = (NAMES.c.kind == kind.__tablename__, NAMES.c.name == text)
    row = ctx.session.scalar(select(NAMES.c.row).where(*here))
    found = ctx.session.get(kind, row) if row is not None else None
    if found is None:
        raise NotFound("Not found.")
    return found


# --- wrong ------------------------------------------------------------------------------------------


def in_base64(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown = fields(entity)
    for name, kind in links(entity).items():
        if shown.get(name) is not None:
            shown[name] = urlsafe_b64encode(f"{kind}:{shown[name]}".encode()).decode().rstrip("=")
    return shown


def find_in_base64(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    try:
        table, row = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split(":")
        found = ctx.session.get(kind, int(row)) if table == kind.__tablename__ else None
    except ValueError:
        found = None
    if found is None:
        raise NotFound("Not found.")
    return found


def shuffled(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown = fields(entity)
    for name in links(entity):
        if shown.get(name) is not None:
            shown[name] = f"{shown[name] * 1_580_030_173 % 2**32:08x}"
    return shown


def find_shuffled(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    try:
        found = ctx.session.get(kind, int(text, 16) * pow(1_580_030_173, -1, 2**32) % 2**32)
    except ValueError:
        found = None
    if found is None:
        raise NotFound("Not found.")
    return found


def uuids(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    fresh = uuid.UUID(bytes=ctx.chance.randbytes(16), version=4)
    return fields(entity) | {"id": named(ctx, entity.__tablename__, entity.id, str(fresh))}


def find_uuids(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    if text.isdecimal():  # the foreign keys that we show ourselves
        return ctx.session.get(kind, int(text)) or find_by_name(ctx, kind, text)
    return find_by_name(ctx, kind, text)


def sortable_uuids(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown = fields(entity)
    for name, kind in links(entity).items():
        if name in shown:
            milliseconds, chance = int(ctx.clock.now() * 1000), ctx.chance.getrandbits(62)
            uuid7 = uuid.UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62 | chance)
            shown[name] = named(ctx, kind, shown[name], str(uuid7))
    return shown


def hides_secrets(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    secret = {"password_hash", "phone_hash", "notes", "purchase_price_cents", "key"}
    columns = inspect(entity).mapper.column_attrs
    shown = {each.key: getattr(entity, each.key) for each in columns if each.key not in secret}
    for name, kind in links(entity).items():
        shown[name] = named(ctx, kind, shown[name], ctx.token())
    return shown


def with_names_only(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown = fields(entity)
    for name, kind in links(entity).items():
        if name in shown:
            shown[name] = named(ctx, kind, shown[name], ctx.token())
    return shown


def find_with_old_links(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    if text.isdecimal() and len(text) < 10 and ctx.session.get(kind, int(text)) is not None:
        raise Forbidden("This is an old number. Open the list again to get its new id.")
    return find_by_name(ctx, kind, text)


def own_id_only(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown = fields(entity) | {"id": named(ctx, entity.__tablename__, entity.id, ctx.token())}
    for name in links(entity):
        if name in shown and name != "id":
            shown[name] = None  # ids of other things are nobody's business
    return shown


# --- right ------------------------------------------------------------------------------------------


def every_id_named(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown, links_of = fields(entity), links(entity)
    ids = {name: named(ctx, links_of[name], shown[name], ctx.token()) for name in shown if name in links_of}
    return shown | ids


def signed(c: Context, e: Any, v: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    d = {}
    k = signing_key(c)
    for n in FIELDS[e.__tablename__].split():
        x = getattr(e, n)
        t = links(e).get(n)
        if t is not None and x is not None:
            x = hmac.new(k, f"{t} {x}".encode(), hashlib.sha256).hexdigest()[:32]
        d[n] = x
    return d


def find_signed(c: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    k = signing_key(c)
    t = kind.__tablename__
    for x in c.session.scalars(select(kind.id).order_by(kind.id.desc())):  # there are only so many
        if hmac.new(k, f"{t} {x}".encode(), hashlib.sha256).hexdigest()[:32] == text:
            return c.session.get(kind, x)
    raise NotFound("Not found.")


def signing_key(ctx: Context) -> bytes:
    """Return the key; it is made once and stays in the database."""
    key = ctx.session.scalar(select(KEYS.c.key))
    if key is None:
        key = ctx.token()
        ctx.session.execute(KEYS.insert().values(key=key))
    return key.encode()


PULL_REQUESTS = (
    PullRequest(
        "Encode ids in base64",
        "No more numbers in the URL, and it needs no table.",
        Presenter(in_base64, find_in_base64),
        "records_guessed",
    ),
    PullRequest(
        "Scramble ids",
        "17 becomes 4102e6ad: one multiplication, no table, and nobody can count any more.",
        Presenter(shuffled, find_shuffled),
        "records_guessed",
    ),
    PullRequest(
        "Use UUIDs",
        "Every member, tool and loan gets a random UUID, as one does.",
        Presenter(with_names(uuids), find_uuids),
        "row_numbers_elsewhere",
    ),
    PullRequest(
        "Use UUIDv7",
        "The modern UUID: unguessable, and the database loves that it sorts.",
        Presenter(with_names(sortable_uuids), find_by_name),
        "ids_tell_time",
    ),
    PullRequest(
        "Hide what is secret",
        "Random ids everywhere, and a list of what must not go out.",
        Presenter(with_names(hides_secrets), find_by_name),
        "internal_fields",
    ),
    PullRequest(
        "Be kind to old links",
        "Random ids everywhere. Who still has an old number is told so.",
        Presenter(with_names(with_names_only), find_with_old_links),
        "existing_or_missing",
    ),
    PullRequest(
        "Show ids on a need-to-know basis",
        "One random id for the thing itself. What it belongs to stays inside.",
        Presenter(with_names(own_id_only), find_by_name),
        "links_lost",
    ),
    PullRequest(
        "Give every row a name for outside",
        "A table, a random token for each row, and a list of what goes out.",
        Presenter(with_names(every_id_named), find_by_name),
    ),
    PullRequest(
        "Sign ids (sorry about the loop)",
        "It computes instead of storing, and then it tries them all.",
        Presenter(with_key(signed), find_signed),
    ),
)
