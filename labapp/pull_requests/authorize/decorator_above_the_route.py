"""One decorator on every route checks the account."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from labapp.models import Member
from labapp.services import Action, Actor, Context, Forbidden, Permit, Unauthenticated

from ..pull_request import PullRequest
from .shared_account import Who, today
from .shared_policy import LOWEST, decide

Service = Callable[[Context, Actor | None, Action, Any], Permit]


def needs_live_account(function: Service) -> Service:
    """Refuse whoever is closed or suspended, or has changed the password since."""

    @wraps(function)
    def guarded(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        if actor and today(ctx, actor).member is None:
            raise Unauthenticated("Log in again.")
        return function(ctx, actor, action, subject)

    return guarded


def route(routes: dict[str, Service], operations: Iterable[str]) -> Callable[[Service], Service]:
    """Enter a function under these operations."""

    def enter(function: Service) -> Service:
        routes.update(dict.fromkeys(operations, function))
        return function

    return enter


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    routes: dict[str, Service] = {}

    @needs_live_account
    @route(routes, set().union(*LOWEST.values()))
    def guarded(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        member = ctx.session.get(Member, actor.member_id) if actor else None
        who = Who(member, member.role if member else "anybody")
        return decide(ctx, who, action, subject)

    if action.operation not in routes:
        raise Forbidden("This is no route.")
    return routes[action.operation](ctx, actor, action, subject)


PULL_REQUEST = PullRequest(
    "Put one decorator on every route",
    "A single guard for closed accounts and ended sessions, on every operation there is.",
    authorize,
    rejected_by="closed_account_with_a_token",
)
