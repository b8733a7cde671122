"""A random UUID for each row, kept in a table."""

import uuid
from typing import Any

from labapp.services import Actor, Context, Presenter, needs

from ..pull_request import PullRequest
from .shared_contract_fields import Shown, fields
from .shared_public_ids import NAMES, named
from .shared_public_ids import find as find_by_name


def show(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    fresh = uuid.UUID(bytes=ctx.chance.randbytes(16), version=4)
    return fields(entity) | {"id": named(ctx, entity.__tablename__, entity.id, str(fresh))}


def find(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    if text.isdecimal():  # the foreign keys that we show ourselves
        return ctx.session.get(kind, int(text)) or find_by_name(ctx, kind, text)
    return find_by_name(ctx, kind, text)


PULL_REQUEST = PullRequest(
    "Use UUIDs",
    "Every member, tool and loan gets a random UUID, as one does.",
    Presenter(needs(NAMES)(show), find),
    rejected_by="row_numbers_elsewhere",
)
