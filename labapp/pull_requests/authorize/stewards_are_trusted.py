"""Stewards and admins pass before the policy is asked."""

from typing import Any

from labapp.services import Action, Actor, Context, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import LOWEST, STAFF, decide, may_set


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    active = who.member is not None and who.member.status == "active"
    if active and who.role in STAFF and action.operation not in LOWEST["admin"]:
        return Permit(fields=may_set(action.operation, who.role))
    return decide(ctx, who, action, subject)


PULL_REQUEST = PullRequest(
    "Trust the stewards",
    "Whom else, if not them?",
    authorize,
    rejected_by="self_approval",
)
