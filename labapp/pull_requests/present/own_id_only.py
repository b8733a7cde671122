"""A random id for the row itself, none for what it points to."""

from typing import Any

from labapp.services import Actor, Context, Presenter, needs

from ..pull_request import PullRequest
from .shared_contract_fields import Shown, fields, links
from .shared_public_ids import NAMES, find, named


def show(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown = fields(entity) | {"id": named(ctx, entity.__tablename__, entity.id, ctx.token())}
    for name in links(entity):
        if name in shown and name != "id":
            shown[name] = None  # ids of other things are nobody's business
    return shown


PULL_REQUEST = PullRequest(
    "Show ids on a need-to-know basis",
    "One random id for the thing itself. What it belongs to stays inside.",
    Presenter(needs(NAMES)(show), find),
    rejected_by="links_lost",
)
