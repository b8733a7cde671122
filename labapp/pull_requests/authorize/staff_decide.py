"""Whatever needs an account needs a steward or an admin."""

from typing import Any

from labapp.services import Action, Actor, Context, Forbidden, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import LOWEST, STAFF, decide


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    if action.operation not in LOWEST["anybody"] and who.role not in STAFF:
        raise Forbidden("Ask a steward.")
    return decide(ctx, who, action, subject)


PULL_REQUEST = PullRequest(
    "Let staff do it",
    "Nobody but stewards and admins gets past the door. Nothing can leak.",
    authorize,
    rejected_by="members_at_work",
)
