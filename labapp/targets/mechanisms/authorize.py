"""The rest of the fix of 05: each mechanism wraps an `authorize`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from labapp.fixed.authorize import LONGEST_SESSION, POLICY, role_of, writable
from labapp.models import Member
from labapp.services import Action, Actor, Context, Forbidden, Permit

from .mechanism import Mechanism

Authorize = Callable[[Context, Actor | None, Action, Any], Permit]


def read_account_from_database(authorize: Authorize) -> Authorize:
    """Take status and role from the database, not from the session."""

    def decide(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        member = ctx.session.get(Member, actor.member_id) if actor else None
        if actor is None or member is None or member.status == "closed":
            return authorize(ctx, None, action, subject)
        rule = POLICY.get(action.operation)
        waits = rule is None or not (rule.suspended or rule.who == "anybody")
        if member.status == "suspended" and waits:
            raise Forbidden("The membership is suspended.")
        return authorize(ctx, replace(actor, role=role_of(member)), action, subject)

    return decide


def end_old_sessions(authorize: Authorize) -> Authorize:
    """Let a session end with a new password, and after thirty days."""

    def decide(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        member = ctx.session.get(Member, actor.member_id) if actor else None
        if actor and member and actor.logged_in_at < member.password_changed_at:
            actor = None
        if actor and ctx.now() - actor.logged_in_at > LONGEST_SESSION:
            actor = None
        return authorize(ctx, actor, action, subject)

    return decide


def treat_head_as_get(authorize: Authorize) -> Authorize:
    """Treat HEAD as what it is, a GET without its body."""
    return lambda ctx, actor, action, subject: authorize(ctx, actor, replace(action, method="GET"), subject)


def limit_fields_by_role(authorize: Authorize) -> Authorize:
    """Let each role write the fields that are named for it, and no others."""

    def decide(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        permit = authorize(ctx, actor, action, subject)
        return replace(permit, fields=writable(action.operation, actor.role if actor else "anybody"))

    return decide


def forbid_self_approval(authorize: Authorize) -> Authorize:
    """Let nobody approve a loan of their own."""

    def decide(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
        own = actor and getattr(subject, "member_id", None) == actor.member_id
        if action.operation == "approve_loan" and own:
            raise Forbidden("Let somebody else approve your own loan.")
        return authorize(ctx, actor, action, subject)

    return decide


MECHANISMS = (
    Mechanism("fields by role", limit_fields_by_role, "role_at_update"),
    Mechanism("HEAD is a GET", treat_head_as_get, "head_without_the_right"),
    Mechanism("read the account", read_account_from_database, "closed_account_with_a_token"),
    Mechanism("sessions end", end_old_sessions, "sessions_after_a_password_change"),
    Mechanism("second pair of eyes", forbid_self_approval, "self_approval"),
)
