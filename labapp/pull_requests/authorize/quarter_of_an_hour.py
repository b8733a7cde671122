"""The policy, with sessions of fifteen minutes."""

from datetime import timedelta
from typing import Any

from labapp.services import Action, Actor, Context, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import decide


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    return decide(ctx, today(ctx, actor, longest=timedelta(minutes=15)), action, subject)


PULL_REQUEST = PullRequest(
    "Shorten sessions",
    "A stolen token is worth little after a quarter of an hour.",
    authorize,
    rejected_by="half_an_hour_later",
)
