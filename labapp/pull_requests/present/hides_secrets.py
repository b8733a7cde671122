"""Random ids, and all columns but those on a list of secrets."""

from typing import Any

from sqlalchemy import inspect

from labapp.services import Actor, Context, Presenter, needs

from ..pull_request import PullRequest
from .shared_contract_fields import Shown, links
from .shared_public_ids import NAMES, find, named


def show(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    secret = {"password_hash", "phone_hash", "notes", "purchase_price_cents", "key"}
    columns = inspect(entity).mapper.column_attrs
    shown = {each.key: getattr(entity, each.key) for each in columns if each.key not in secret}
    for name, kind in links(entity).items():
        shown[name] = named(ctx, kind, shown[name], ctx.token())
    return shown


PULL_REQUEST = PullRequest(
    "Hide what is secret",
    "Random ids everywhere, and a list of what must not go out.",
    Presenter(needs(NAMES)(show), find),
    rejected_by="internal_fields",
)
