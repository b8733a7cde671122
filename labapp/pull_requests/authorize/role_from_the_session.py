"""The account from the database, the role from the session."""

from dataclasses import replace
from typing import Any

from labapp.services import Action, Actor, Context, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import decide


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    if actor and who.member:
        who = replace(who, role=actor.role)
    return decide(ctx, who, action, subject)


PULL_REQUEST = PullRequest(
    "Ask the database who is still a member",
    "Status, password, age of the session: all of it is read at each request.",
    authorize,
    rejected_by="role_kept_in_the_token",
)
