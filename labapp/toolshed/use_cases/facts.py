"""What a recorded fact changes in the present state; an induction or a recall changes nothing."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, select, update

from labapp.models import Entry, Fact, Member
from labapp.services import Conflict, Context

Effect = Callable[[Context, Fact], None]
STATUS = {"suspension", "reinstatement", "closure", "reopening"}


def record(ctx: Context, fact: Fact) -> Fact:
    """Store a fact and let it take effect; what is written up late changes nothing that is known of later."""
    ctx.session.add(fact)
    ctx.session.flush()
    alike = STATUS if fact.kind in STATUS else {fact.kind}
    if fact.kind in EFFECTS and not _is_superseded(ctx, fact, Fact.kind.in_(alike)):
        EFFECTS[fact.kind](ctx, fact)
    if fact.address and not _is_superseded(ctx, fact, Fact.address.is_not(None)):
        _member(ctx, fact).address = fact.address
    return fact


def _is_superseded(ctx: Context, fact: Fact, alike: ColumnElement[bool]) -> bool:
    if fact.member_id is None:
        return False
    since = Fact.happened_at > fact.happened_at, Fact.happened_at <= ctx.now()
    later = select(Fact.id).where(Fact.member_id == fact.member_id, alike, *since)
    return ctx.session.scalar(later.limit(1)) is not None


def _suspend(ctx: Context, fact: Fact) -> None:
    _member(ctx, fact).status = "suspended"


def _activate(ctx: Context, fact: Fact) -> None:
    _member(ctx, fact).status = "active"


def _close(ctx: Context, fact: Fact) -> None:
    _member(ctx, fact).status = "closed"


def _set_household(ctx: Context, fact: Fact) -> None:
    _member(ctx, fact).household = fact.household


def _set_hardship_until(ctx: Context, fact: Fact) -> None:
    _member(ctx, fact).hardship_until = fact.until


def _verify_phone(ctx: Context, fact: Fact) -> None:
    member = _member(ctx, fact)
    member.phone_verified_at = max(member.phone_verified_at or fact.happened_at, fact.happened_at)


def _settle(ctx: Context, fact: Fact) -> None:
    pending = update(Entry).where(
        Entry.id == fact.entry_id, Entry.kind == "refund", Entry.status == "pending"
    )
    if ctx.session.scalar(pending.values(status="settled").returning(Entry.id)) is None:
        raise Conflict("This entry is not a pending refund.")


def _member(ctx: Context, fact: Fact) -> Member:
    return ctx.session.get_one(Member, fact.member_id)


EFFECTS: dict[str, Effect] = {
    "household": _set_household,
    "hardship_plan": _set_hardship_until,
    "phone_verified": _verify_phone,
    "suspension": _suspend,
    "reinstatement": _activate,
    "closure": _close,
    "reopening": _activate,
    "refund_settled": _settle,
}
