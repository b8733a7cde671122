"""The account from the database, the decision from the policy."""

from typing import Any

from labapp.services import Action, Actor, Context, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import decide


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    return decide(ctx, today(ctx, actor), action, subject)


PULL_REQUEST = PullRequest(
    "Ask the table",
    "A table, a look into the database, and nothing else.",
    authorize,
)
