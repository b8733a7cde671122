"""A table of public ids, one for each row that was shown."""

from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, select

from labapp.services import Context, NotFound

NAMES = Table(
    "outside_names",
    MetaData(),
    Column("name", String(64), primary_key=True),
    Column("kind", String(40), index=True),
    Column("row", Integer, index=True),
)


def named(ctx: Context, kind: str, row: int | None, fresh: str) -> str | None:
    """Return the public id of a row; a row without one gets the fresh one."""
    if row is None:
        return None
    known = ctx.session.scalar(select(NAMES.c.name).where(NAMES.c.kind == kind, NAMES.c.row == row))
    if known is None:
        ctx.session.execute(NAMES.insert().values(name=fresh, kind=kind, row=row))
    return known or fresh


def find(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    here = (NAMES.c.kind == kind.__tablename__, NAMES.c.name == text)
    row = ctx.session.scalar(select(NAMES.c.row).where(*here))
    found = ctx.session.get(kind, row) if row is not None else None
    if found is None:
        raise NotFound("Not found.")
    return found
