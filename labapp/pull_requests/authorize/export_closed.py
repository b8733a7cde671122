"""Exports for staff only; everything else from the policy."""

from typing import Any

from labapp.services import Action, Actor, Context, Forbidden, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import STAFF, decide


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    if action.operation.startswith("export_") and who.role not in STAFF:
        raise Forbidden("Exports are for staff.")
    if action.operation.startswith("search_") and who.member:
        return Permit()  # finds by name what the list shows, and the list has its filter
    return decide(ctx, who, action, subject)


PULL_REQUEST = PullRequest(
    "Close the exports",
    "Both exports are for staff now, and all the rest goes through one table.",
    authorize,
    rejected_by="siblings_without_the_filter",
)
