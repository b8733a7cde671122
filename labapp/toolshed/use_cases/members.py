"""What happens to a member: registering, changing, proving a phone, owing and being owed."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, func, select

from labapp.models import Entry, Fact, Loan, Member
from labapp.services import Conflict, Context, Forbidden

from .. import database, passwords, tokens
from . import facts

CHARGES = ("late_fee", "repair", "loss")
FACT_KIND_BY_NEW_STATUS = {"suspended": "suspension", "closed": "closure"}
FACT_KIND_WHEN_REACTIVATED = {"suspended": "reinstatement", "closed": "reopening"}
EMAIL_TAKEN = "Another member has this email. Log in, or use another address."


def register(ctx: Context, given: Mapping[str, Any]) -> Member:
    """Store a new member."""
    details = dict(given)
    member = Member(password_hash=passwords.hashed(details.pop("password")))
    member.joined_at = member.password_changed_at = ctx.now()
    _set(member, details)
    ctx.session.add(member)
    database.flush(ctx, EMAIL_TAKEN)
    return member


def change(ctx: Context, member: Member, given: Mapping[str, Any], by_id: int) -> Member:
    """Set the named fields; a new password needs the present one, and a turn is written into the day book."""
    details = dict(given)
    current, new = details.pop("current_password", None), details.pop("new_password", None)
    if new is not None:
        if not passwords.matches(member, current):
            raise Forbidden("current_password is not the present password.")
        member.password_hash, member.password_changed_at = passwords.hashed(new), ctx.now()
    for turn in _changes_as_facts(member, details):
        turn.member_id, turn.recorded_by_id, turn.happened_at = member.id, by_id, ctx.now()
        facts.record(ctx, turn)
    _set(member, details)
    database.flush(ctx, EMAIL_TAKEN)
    return member


def new_phone_code(ctx: Context, member: Member) -> str:
    """Store six digits that the member must send back."""
    if member.phone is None:
        raise Conflict("There is no phone to send a code to. Set one first: PATCH the member.")
    member.phone_code = f"{ctx.chance.randrange(10**6):06d}"
    return member.phone_code


def confirm_phone(ctx: Context, member: Member, code: str) -> Member:
    """Mark the phone as verified; a code is good for one try, so that nobody tries them all."""
    expected, member.phone_code = member.phone_code, None
    if expected != code:
        ctx.session.commit()
        raise Conflict("This is not the code that was sent. Ask for a new one: POST to the same address.")
    member.phone_verified_at = ctx.now()
    return member


def living_in(household: str) -> Select[Member]:
    """Select the members of a household."""
    return select(Member).where(Member.household == household).order_by(Member.id)


def open_loans(ctx: Context, household: str) -> int:
    """Count the tools that a household has out."""
    out = select(func.count(Loan.id)).join(Loan.member).where(Loan.status == "open")
    return ctx.session.scalar(out.where(Member.household == household)) or 0


def balance(ctx: Context, member: Member) -> dict[str, int]:
    """Add up what a member owes, and which deposits are owed back."""
    sums = select(Entry.kind, func.sum(Entry.amount_cents)).where(Entry.member_id == member.id)
    cents = {kind: int(total) for kind, total in ctx.session.execute(sums.group_by(Entry.kind))}
    owed = sum(cents.get(kind, 0) for kind in CHARGES) - cents.get("payment", 0)
    return {"owed_cents": owed, "deposits_cents": cents.get("deposit", 0) - cents.get("refund", 0)}


def _changes_as_facts(member: Member, details: dict[str, Any]) -> Iterator[Fact]:
    """Take what makes a fact out of the details."""
    household = details.pop("household", member.household)
    if household != member.household:
        yield Fact(kind="household", household=household)
    status = details.pop("status", member.status)
    if status != member.status:
        kind, address = (
            FACT_KIND_BY_NEW_STATUS.get(status) or FACT_KIND_WHEN_REACTIVATED[member.status],
            details.get("address"),
        )
        moved = kind == "reopening" and address != member.address
        yield Fact(kind=kind, address=address if moved else None)


def _set(member: Member, details: Mapping[str, Any]) -> None:
    if "phone" in details and details["phone"] != member.phone:
        member.phone_hash = details["phone"] and tokens.digest(details["phone"])
        member.phone_code = member.phone_verified_at = None
    for name, value in details.items():
        setattr(member, name, value)
