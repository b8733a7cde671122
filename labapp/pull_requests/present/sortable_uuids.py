"""A UUIDv7 for each row, kept in a table."""

import uuid
from typing import Any

from labapp.services import Actor, Context, Presenter, needs

from ..pull_request import PullRequest
from .shared_contract_fields import Shown, fields, links
from .shared_public_ids import NAMES, find, named


def show(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown = fields(entity)
    for name, kind in links(entity).items():
        if name in shown:
            milliseconds, chance = int(ctx.clock.now() * 1000), ctx.chance.getrandbits(62)
            uuid7 = uuid.UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62 | chance)
            shown[name] = named(ctx, kind, shown[name], str(uuid7))
    return shown


PULL_REQUEST = PullRequest(
    "Use UUIDv7",
    "The modern UUID: unguessable, and the database loves that it sorts.",
    Presenter(needs(NAMES)(show), find),
    rejected_by="ids_tell_time",
)
