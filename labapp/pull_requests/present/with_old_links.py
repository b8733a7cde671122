"""Random ids, and an explanation for whoever comes with a row number."""

from typing import Any

from labapp.services import Actor, Context, Forbidden, Presenter, needs

from ..pull_request import PullRequest
from .shared_contract_fields import Shown, fields, links
from .shared_public_ids import NAMES, named
from .shared_public_ids import find as find_by_name


def show(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown = fields(entity)
    for name, kind in links(entity).items():
        if name in shown:
            shown[name] = named(ctx, kind, shown[name], ctx.token())
    return shown


def find(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    if text.isdecimal() and len(text) < 10 and ctx.session.get(kind, int(text)) is not None:
        raise Forbidden("This is an old number. Open the list again to get its new id.")
    return find_by_name(ctx, kind, text)


PULL_REQUEST = PullRequest(
    "Be kind to old links",
    "Random ids everywhere. Who still has an old number is told so.",
    Presenter(needs(NAMES)(show), find),
    rejected_by="existing_or_missing",
)
