"""Decide who may do what.

Prompt: "Tidy up these guards. This is security-sensitive. One table says who may do what; what it does not
name is refused. Read status and role from the database at each request. A password change ends sessions,
and so do thirty days. Say which fields each role may write. Nobody approves a loan of their own."
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from labapp.models import Entry, Loan, Member, Notification, Reservation
from labapp.services import Action, Actor, Context, Forbidden, Permit, Unauthenticated

ROLES = ("anybody", "member", "steward", "admin")
LONGEST_SESSION = timedelta(days=30)


@dataclass(frozen=True)
class Rule:
    """A row of the policy: the lowest role; whose the rows of a list are; whether the suspended may, too."""

    who: str
    rows: Any = None
    personal: bool = False
    suspended: bool = False


ANYBODY, STEWARD, ADMIN = Rule("anybody"), Rule("steward"), Rule("admin")
OWN = Rule("member")
OWN_EVEN_SUSPENDED = Rule("member", suspended=True)
POLICY = {
    **dict.fromkeys(("log_in", "register", "request_reset", "reset_password"), ANYBODY),
    **dict.fromkeys(("list_tools", "read_tool", "read_health"), ANYBODY),
    **dict.fromkeys(("list_members", "export_members", "export_loans", "update_loan"), STEWARD),
    **dict.fromkeys(("create_tool", "update_tool", "delete_tool", "approve_loan"), STEWARD),
    **dict.fromkeys(("list_facts", "record_fact", "read_fact", "post_entry"), STEWARD),
    **dict.fromkeys(("create_notification", "send_reminders"), STEWARD),
    **dict.fromkeys(("delete_member", "delete_loan"), ADMIN),
    **dict.fromkeys(("update_member", "send_phone_code", "confirm_phone", "create_loan"), OWN),
    **dict.fromkeys(("extend_loan", "create_reservation", "cancel_reservation"), OWN),
    **dict.fromkeys(("read_member", "read_household", "read_balance", "log_out"), OWN_EVEN_SUSPENDED),
    **dict.fromkeys(("read_loan", "return_loan", "read_eligibility"), OWN_EVEN_SUSPENDED),
    **dict.fromkeys(("read_reservation", "read_entry"), OWN_EVEN_SUSPENDED),
    **dict.fromkeys(("list_loans", "search_loans"), Rule("member", Loan.member_id, suspended=True)),
    "list_reservations": Rule("member", Reservation.member_id, suspended=True),
    "list_entries": Rule("member", Entry.member_id, suspended=True),
    "list_notifications": Rule("member", Notification.member_id, personal=True, suspended=True),
    "read_notification": Rule("member", personal=True, suspended=True),
}
MEMBERS_WRITE = {
    "register": frozenset({"name", "email", "password", "phone", "address"}),
    "update_member": frozenset({"name", "email", "phone", "address", "current_password", "new_password"}),
    "create_loan": frozenset({"tool_id", "member_id", "due_at", "note"}),
    "return_loan": frozenset[str](),
}
STEWARDS_ADD = {
    "register": {"household", "status"},
    "update_member": {"household", "status", "notes"},
    "create_loan": {"borrowed_at"},
    "return_loan": {"returned_at"},
}


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    rule, member = POLICY.get(action.operation), _present(ctx, actor)
    role = role_of(member)
    if rule is None:
        raise Forbidden("No rule says who may do this, so nobody may.")
    if member is None and rule.who != "anybody":
        raise Unauthenticated("Log in first: POST /sessions.")
    if ROLES.index(role) < ROLES.index(rule.who):
        raise Forbidden("Ask a steward to do this.")
    permit = Permit(fields=writable(action.operation, role))
    if member is None or rule.who == "anybody":
        return permit
    if member.status == "suspended" and not rule.suspended:
        raise Forbidden("The membership is suspended.")
    if action.operation == "approve_loan" and _owner(subject) == member.id:
        raise Forbidden("Let somebody else approve your own loan.")
    account = _changed_account(ctx, action, subject)
    if account is not None and ROLES.index(account.role) > ROLES.index(role):
        raise Forbidden("Ask somebody of that role: an email or a phone is the way to a password.")
    if role in ("steward", "admin"):
        return permit
    circle = _circle(ctx, member, rule)
    if rule.rows is not None:
        return Permit(rule.rows.in_(circle), permit.fields)
    if _owner(subject) not in circle:
        raise Forbidden("This belongs to another household.")
    return permit


def _present(ctx: Context, actor: Actor | None) -> Member | None:
    """Return who this is today; None when the session is over."""
    member = ctx.session.get(Member, actor.member_id) if actor else None
    if actor is None or member is None or member.status == "closed":
        return None
    too_old = ctx.now() - actor.logged_in_at > LONGEST_SESSION
    return None if too_old or actor.logged_in_at < member.password_changed_at else member


def _changed_account(ctx: Context, action: Action, subject: Any) -> Member | None:
    """Return the member whose account changes, be it by a fact; to be shown a tool changes none."""
    if action.operation == "record_fact" and subject is not None and subject.kind != "induction":
        return ctx.session.get(Member, subject.member_id) if subject.member_id else None
    return subject if action.operation == "update_member" else None


def role_of(member: Member | None) -> str:
    """Return the role that counts; a suspended steward is a member."""
    if member is None:
        return "anybody"
    return member.role if member.status == "active" else "member"


def writable(operation: str, role: str) -> frozenset[str] | None:
    """Return the fields that a role may write; None means all."""
    if role == "admin" or operation not in MEMBERS_WRITE:
        return None
    return MEMBERS_WRITE[operation] | (STEWARDS_ADD[operation] if role == "steward" else set())


def _circle(ctx: Context, member: Member, rule: Rule) -> set[int]:
    if rule.personal:
        return {member.id}
    household = select(Member.household).where(Member.id == member.id).scalar_subquery()
    own = or_(Member.id == member.id, Member.household == household)
    return set(ctx.session.scalars(select(Member.id).where(own)))


def _owner(subject: Any) -> int | None:
    return subject.id if isinstance(subject, Member) else getattr(subject, "member_id", None)
