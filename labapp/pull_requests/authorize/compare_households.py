"""Households compared as values, for members and loans."""

from typing import Any

from labapp.models import Member
from labapp.services import Action, Actor, Context, Forbidden, Permit

from ..pull_request import PullRequest
from .shared_account import today
from .shared_policy import STAFF, decide, owner


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who, operation = today(ctx, actor), action.operation
    owned = ctx.session.get(Member, owner(subject) or 0)
    if who.member and owned and operation in ("read_member", "read_loan", "return_loan", "extend_loan"):
        if who.role in STAFF or owned.household == who.member.household:
            return Permit()
        raise Forbidden("Another household.")
    return decide(ctx, who, action, subject)


PULL_REQUEST = PullRequest(
    "Compare households",
    "One comparison instead of a query.",
    authorize,
    rejected_by="two_without_a_household",
)
