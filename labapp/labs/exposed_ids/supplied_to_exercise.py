"""What the exercise about ids supplies: the contract's fields, and random ids that a table remembers."""

from typing import Any

from sqlalchemy import inspect

from labapp.fixed import present
from labapp.services import Context


def promised(entity: Any) -> list[str]:
    """Return the names of the fields that the contract promises for an entity, ids included."""
    return present.PROMISED[type(entity)].split()


def public_id(ctx: Context, entity: Any, name: str) -> str | None:
    """Return the random id for an id field of an entity, always the same one; None where there is none.

    Raises ValueError for a field that is no id.
    """
    kind = present.numbered(inspect(type(entity)).columns[name])
    if kind is None:
        raise ValueError(f"{name} of a {type(entity).__name__.lower()} is no id")
    return present.public_id(ctx, kind, getattr(entity, name))


def row_behind(ctx: Context, kind: type[Any], text: str) -> int | None:
    """Return the row number that a random id stands for; None when it stands for nothing."""
    return present.row_behind(ctx, kind.__tablename__, text)
