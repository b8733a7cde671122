"""The policy: which role may do what, to whose things, and which fields it may set."""

from typing import Any

from sqlalchemy import select

from labapp.models import Entry, Loan, Member, Notification, Reservation
from labapp.services import Action, Context, Forbidden, Permit, Unauthenticated

from .shared_account import Who

LOWEST = {
    "anybody": {
        "log_in", "register", "request_reset", "reset_password", "list_tools", "read_tool", "read_health",
    },
    "member": {
        "log_out", "read_member", "update_member", "read_household", "read_balance", "send_phone_code",
        "confirm_phone", "read_eligibility", "list_loans", "create_loan", "read_loan", "return_loan",
        "extend_loan", "search_loans", "list_reservations", "create_reservation", "read_reservation",
        "cancel_reservation", "list_entries", "read_entry", "list_notifications", "read_notification",
    },
    "steward": {
        "list_members", "export_members", "export_loans", "create_tool", "update_tool", "delete_tool",
        "update_loan", "approve_loan", "list_facts", "record_fact", "read_fact", "post_entry",
        "create_notification", "send_reminders",
    },
    "admin": {"delete_member", "delete_loan"},
}  # fmt: skip
LISTS: dict[str, Any] = {
    "list_loans": Loan.member_id,
    "search_loans": Loan.member_id,
    "list_reservations": Reservation.member_id,
    "list_entries": Entry.member_id,
    "list_notifications": Notification.member_id,
}
NOT_WHILE_SUSPENDED = {
    "update_member", "send_phone_code", "confirm_phone", "create_loan", "extend_loan", "create_reservation",
    "cancel_reservation",
} | LOWEST["steward"] | LOWEST["admin"]  # fmt: skip
MEMBERS_MAY_SET = {
    "register": {"name", "email", "password", "phone", "address"},
    "update_member": {"name", "email", "phone", "address", "current_password", "new_password"},
    "create_loan": {"tool_id", "member_id", "due_at", "note"},
    "return_loan": set[str](),
}
STEWARDS_MAY_SET = {"household", "status", "notes", "borrowed_at", "returned_at"}
STAFF = ("steward", "admin")


def decide(ctx: Context, who: Who, action: Action, subject: Any) -> Permit:
    """Decide from the table; what is not in it is refused."""
    lowest, name = (
        next((r for r, names in LOWEST.items() if action.operation in names), None),
        action.operation,
    )
    if lowest is None:
        raise Forbidden("This is in no table.")
    if who.member is None and lowest != "anybody":
        raise Unauthenticated("Log in first.")
    order = list(LOWEST)
    if order.index(who.role) < order.index(lowest):
        raise Forbidden("Ask a steward.")
    if who.member and lowest != "anybody":
        if who.member.status == "suspended" and name in NOT_WHILE_SUSPENDED:
            raise Forbidden("Suspended.")
        if name == "approve_loan" and subject and subject.member_id == who.member.id:
            raise Forbidden("Not your own.")
        return within(who, action, subject, household(ctx, who.member, name))
    return Permit(fields=may_set(name, who.role))


def within(who: Who, action: Action, subject: Any, circle: set[int]) -> Permit:
    """Keep a member to their own household."""
    fields = may_set(action.operation, who.role)
    if who.role in STAFF:
        return Permit(fields=fields)
    if action.operation in LISTS:
        return Permit(LISTS[action.operation].in_(circle), fields)
    if owner(subject) not in circle:
        raise Forbidden("Another household.")
    return Permit(fields=fields)


def may_set(operation: str, role: str) -> frozenset[str] | None:
    """Return which fields a role may set; None means all."""
    if role == "admin" or operation not in MEMBERS_MAY_SET:
        return None
    more = STEWARDS_MAY_SET if role == "steward" else set()
    return frozenset(MEMBERS_MAY_SET[operation] | more)


def household(ctx: Context, member: Member, operation: str) -> set[int]:
    """Return the ids of those who share with this member; messages are shared with nobody."""
    if member.household is None or operation in ("list_notifications", "read_notification"):
        return {member.id}
    return set(ctx.session.scalars(select(Member.id).where(Member.household == member.household)))


def owner(subject: Any) -> int | None:
    """Return whose a thing is."""
    return subject.id if isinstance(subject, Member) else getattr(subject, "member_id", None)
