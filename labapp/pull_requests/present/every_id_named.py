"""A random id for the row and for all that it points to."""

from typing import Any

from labapp.services import Actor, Context, Presenter, needs

from ..pull_request import PullRequest
from .shared_contract_fields import Shown, fields, links
from .shared_public_ids import NAMES, find, named


def show(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown, links_of = fields(entity), links(entity)
    ids = {name: named(ctx, links_of[name], shown[name], ctx.token()) for name in shown if name in links_of}
    return shown | ids


PULL_REQUEST = PullRequest(
    "Give every row a name for outside",
    "A table, a random token for each row, and a list of what goes out.",
    Presenter(needs(NAMES)(show), find),
)
