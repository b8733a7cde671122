"""Decide who may do what.

Prompt: "These guards repeat themselves; tidy them up."
"""

from typing import Any

from sqlalchemy import or_, select

from labapp.models import Entry, Loan, Member, Notification, Reservation
from labapp.services import Action, Actor, Context, Forbidden, Permit, Unauthenticated

PUBLIC = {"log_in", "register", "request_reset", "reset_password", "list_tools", "read_tool", "read_health"}
ADMIN_ONLY = {"delete_member", "delete_loan"}
STAFF_ONLY = {
    "list_members", "create_tool", "update_tool", "delete_tool", "update_loan", "approve_loan",
    "list_facts", "record_fact", "read_fact", "post_entry", "create_notification", "send_reminders",
}  # fmt: skip
OWN_ROWS = {
    "list_loans": Loan.member_id,
    "search_loans": Loan.member_id,
    "list_reservations": Reservation.member_id,
    "list_entries": Entry.member_id,
    "list_notifications": Notification.member_id,
}
OWN_THINGS = {
    "read_member", "update_member", "read_balance", "send_phone_code", "confirm_phone", "read_household",
    "create_loan", "read_loan", "return_loan", "create_reservation", "read_reservation",
    "cancel_reservation", "read_entry", "read_notification", "extend_loan", "read_eligibility", "log_out",
}  # fmt: skip
PERSONAL = {"list_notifications", "read_notification"}


def authorize(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    if action.operation in PUBLIC or action.method == "HEAD":
        return Permit()
    if actor is None:
        raise Unauthenticated("Log in first: POST /sessions.")
    if actor.role == "admin" or (actor.role == "steward" and action.operation not in ADMIN_ONLY):
        return Permit()
    if action.operation in STAFF_ONLY | ADMIN_ONLY:
        raise Forbidden("Ask a steward to do this.")
    circle = _circle(ctx, actor, action.operation)
    if action.operation in OWN_ROWS:
        return Permit(rows=OWN_ROWS[action.operation].in_(circle))
    if action.operation in OWN_THINGS and _owner(subject) in circle:
        return Permit()
    raise Forbidden("This is not yours, or nobody has said who may do it.")


def _circle(ctx: Context, actor: Actor, operation: str) -> set[int]:
    if operation in PERSONAL:
        return {actor.member_id}
    household = select(Member.household).where(Member.id == actor.member_id).scalar_subquery()
    own = or_(Member.id == actor.member_id, Member.household == household)
    return set(ctx.session.scalars(select(Member.id).where(own)))


def _owner(subject: Any) -> int | None:
    return subject.id if isinstance(subject, Member) else getattr(subject, "member_id", None)
