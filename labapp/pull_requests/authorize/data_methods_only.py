"""The policy for every method that carries data."""

from typing import Any

from labapp.services import Action, Actor, Context, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import decide


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    if action.method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        return decide(ctx, today(ctx, actor), action, subject)
    return Permit()


PULL_REQUEST = PullRequest(
    "Guard every method that carries data",
    "Reads and writes are guarded. HEAD and OPTIONS have no body, and monitoring needs them.",
    authorize,
    rejected_by="head_without_the_right",
)
