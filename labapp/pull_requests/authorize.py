"""Pull requests for authorize: each tells who may do what from one place; most forget one way in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from typing import Any

from sqlalchemy import select, text

from labapp.models import Entry, Loan, Member, Notification, Reservation
from labapp.services import Action, Actor, Context, Forbidden, Permit, Unauthenticated

from .pull_request import PullRequest

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

Service = Callable[[Context, Actor | None, Action, Any], Permit]


@dataclass(frozen=True)
class Who:
    """Somebody as the database has them at this moment; nobody has no member."""

    member: Member | None
    role: str


def today(ctx: Context, actor: Actor | None, longest: timedelta = timedelta(days=14)) -> Who:
    """Look up who this is now: nobody, if the account is closed or the session is over."""
    member = ctx.session.get(Member, actor.member_id) if actor else None
    if actor is None or member is None or member.status == "closed":
        return Who(None, "anybody")
    if actor.logged_in_at < member.password_changed_at or ctx.now() - actor.logged_in_at > longest:
        return Who(None, "anybody")
    return Who(member, member.role if member.status == "active" else "member")


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


def decorator_above_the_route(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
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


def role_from_the_session(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    if actor and who.member:
        who = replace(who, role=actor.role)
    return decide(ctx, who, action, subject)


def export_closed(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    if action.operation.startswith("export_") and who.role not in STAFF:
        raise Forbidden("Exports are for staff.")
    if action.operation.startswith("search_") and who.member:
        return Permit()  # finds by name what the list shows, and the list has its filter
    return decide(ctx, who, action, subject)


def data_methods_only(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    if action.method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        return decide(ctx, today(ctx, actor), action, subject)
    return Permit()


def staff_decide(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    if action.operation not in LOWEST["anybody"] and who.role not in STAFF:
        raise Forbidden("Ask a steward.")
    return decide(ctx, who, action, subject)


def compare_households(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who, operation = today(ctx, actor), action.operation
    owned = ctx.session.get(Member, owner(subject) or 0)
    if who.member and owned and operation in ("read_member", "read_loan", "return_loan", "extend_loan"):
        if who.role in STAFF or owned.household == who.member.household:
            return Permit()
        raise Forbidden("Another household.")
    return decide(ctx, who, action, subject)


def active_or_out(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    if who.member and who.member.status != "active":
        raise Forbidden("This membership is not active.")
    return decide(ctx, who, action, subject)


def no_roles_in_updates(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    permit = decide(ctx, today(ctx, actor), action, subject)
    return permit if action.operation == "update_member" else replace(permit, fields=None)


def quarter_of_an_hour(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    return decide(ctx, today(ctx, actor, longest=timedelta(minutes=15)), action, subject)


def stewards_are_trusted(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    who = today(ctx, actor)
    active = who.member is not None and who.member.status == "active"
    if active and who.role in STAFF and action.operation not in LOWEST["admin"]:
        return Permit(fields=may_set(action.operation, who.role))
    return decide(ctx, who, action, subject)


def ask_the_table(ctx: Context, actor: Actor | None, action: Action, subject: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    return decide(ctx, today(ctx, actor), action, subject)


def one_ugly_chain(c: Context, a: Actor | None, x: Action, s: Any) -> Permit:
    """Decide whether this actor may do this to that."""
    o, w = x.operation, MEMBERS_MAY_SET.get(x.operation)
    sql = "select role, status, household, password_changed_at as p from members where id = :i"
    columns = {"p": Member.password_changed_at.type}
    m: Any = a and c.session.execute(text(sql).columns(**columns), {"i": a.member_id}).first()
    ok = a and m and m.status != "closed" and a.logged_in_at >= m.p and (c.now() - a.logged_in_at).days < 7
    r = m.role if ok and m.status == "active" else "member" if ok else "-"
    if o in LOWEST["anybody"] and (o != "register" or r == "-"):
        return Permit(fields=frozenset(w) if w else None)
    if a is None or not ok:
        raise Unauthenticated("who are you?")
    if m.status != "active" and o in NOT_WHILE_SUSPENDED:
        raise Forbidden("no")
    if o == "approve_loan" and owner(s) == a.member_id:
        raise Forbidden("no, no")
    if r == "admin":
        return Permit()
    if r == "steward" and o not in LOWEST["admin"]:
        return Permit(fields=frozenset(w | STEWARDS_MAY_SET) if w is not None else None)
    if o not in LOWEST["member"] and o != "register":
        raise Forbidden("no")
    ids = {a.member_id}
    if m.household is not None and "notification" not in o:
        ids = set(c.session.scalars(select(Member.id).where(Member.household == m.household)))
    if o in LISTS:
        return Permit(LISTS[o].in_(ids))
    if owner(s) not in ids and o != "register":
        raise Forbidden("no")
    return Permit(fields=frozenset(w) if w is not None else None)


PULL_REQUESTS = (
    PullRequest(
        "Put one decorator on every route",
        "A single guard for closed accounts and ended sessions, on every operation there is.",
        decorator_above_the_route,
        "closed_account_with_a_token",
    ),
    PullRequest(
        "Ask the database who is still a member",
        "Status, password, age of the session: all of it is read at each request.",
        role_from_the_session,
        "role_kept_in_the_token",
    ),
    PullRequest(
        "Close the exports",
        "Both exports are for staff now, and all the rest goes through one table.",
        export_closed,
        "siblings_without_the_filter",
    ),
    PullRequest(
        "Guard every method that carries data",
        "Reads and writes are guarded. HEAD and OPTIONS have no body, and monitoring needs them.",
        data_methods_only,
        "head_without_the_right",
    ),
    PullRequest(
        "Let staff do it",
        "Nobody but stewards and admins gets past the door. Nothing can leak.",
        staff_decide,
        "members_at_work",
    ),
    PullRequest(
        "Compare households",
        "One comparison instead of a query.",
        compare_households,
        "two_without_a_household",
    ),
    PullRequest(
        "Active or out",
        "Whoever is not active has no business here.",
        active_or_out,
        "suspended_bring_back",
    ),
    PullRequest(
        "Take role out of updates",
        "Nobody changes their own role any more.",
        no_roles_in_updates,
        "role_at_registration",
    ),
    PullRequest(
        "Shorten sessions",
        "A stolen token is worth little after a quarter of an hour.",
        quarter_of_an_hour,
        "half_an_hour_later",
    ),
    PullRequest(
        "Trust the stewards",
        "Whom else, if not them?",
        stewards_are_trusted,
        "self_approval",
    ),
    PullRequest(
        "Ask the table",
        "A table, a look into the database, and nothing else.",
        ask_the_table,
    ),
    PullRequest(
        "Fix access (works, I promise)",
        "All of it in one function; its author was in a hurry, and so were the names.",
        one_ugly_chain,
    ),
)
