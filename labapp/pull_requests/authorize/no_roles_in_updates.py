"""The fields that a role may set, enforced in updates of members."""

from dataclasses import replace
from typing import Any

from labapp.services import Action, Actor, Context, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import decide


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    permit = decide(ctx, today(ctx, actor), action, subject)
    return permit if action.operation == "update_member" else replace(permit, fields=None)


PULL_REQUEST = PullRequest(
    "Take role out of updates",
    "Nobody changes their own role any more.",
    authorize,
    rejected_by="role_at_registration",
)
