"""Nothing for a membership that is not active."""

from typing import Any

from labapp.services import Action, Actor, Context, Forbidden, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import decide


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    if who.member and who.member.status != "active":
        raise Forbidden("This membership is not active.")
    return decide(ctx, who, action, subject)


PULL_REQUEST = PullRequest(
    "Active or out",
    "Whoever is not active has no business here.",
    authorize,
    rejected_by="suspended_bring_back",
)
