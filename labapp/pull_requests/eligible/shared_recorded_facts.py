"""What the recorded facts said at the moment of a request."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from labapp.models import Entry, Fact, Loan, Member, Tool
from labapp.services import BorrowRequest, Context

BERLIN = ZoneInfo("Europe/Berlin")
CHANGES = {"suspension": False, "closure": False, "reinstatement": True, "reopening": True}


@dataclass(frozen=True)
class Seen:
    """What was so at the moment of a request; `due`: when what the member has out was due."""

    active: bool
    recalled: bool
    needs_showing: bool
    shown_on: date | None
    once_closed: bool
    moved_at: datetime | None
    refund_under_way: bool
    phone_verified: bool
    tools_at_home: int
    on_a_plan: bool
    due: list[datetime]


def day_of(moment: datetime) -> date:
    """Return the day of a moment, where the library is."""
    return moment.astimezone(BERLIN).date()


def anniversary(day: date) -> date:
    """Return the day twelve months later."""
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


def look(ctx: Context, request: BorrowRequest) -> Seen:
    """Find out what was so when somebody asked."""
    member = ctx.session.get_one(Member, request.member_id)
    tool = ctx.session.get_one(Tool, request.tool_id)
    concerned = or_(Fact.member_id == member.id, Fact.kind.in_(("recall", "household", "refund_settled")))
    by_then = select(Fact).where(concerned, Fact.happened_at <= request.at)
    known = list(ctx.session.scalars(by_then.order_by(Fact.happened_at, Fact.id)))
    mine = [fact for fact in known if fact.member_id == member.id]
    kinds = [fact.kind for fact in mine]
    shown = [f.happened_at for f in mine if f.kind == "induction" and f.tool_kind == tool.kind]
    moved = [f.happened_at for f in mine if f.kind == "reopening" and f.address]
    plans = [f.until for f in mine if f.kind == "hardship_plan" and f.until]
    verified = [f.happened_at for f in mine if f.kind == "phone_verified"]
    return Seen(
        active=_active(member, mine),
        recalled=any(f.kind == "recall" and f.batch == tool.batch for f in known),
        needs_showing=tool.needs_induction,
        shown_on=day_of(shown[-1]) if shown else None,
        once_closed="closure" in kinds,
        moved_at=moved[-1] if moved else None,
        refund_under_way=bool(moved) and under_way(ctx, member, moved[-1], known),
        phone_verified=not moved or (bool(verified) and verified[-1] >= moved[-1]),
        tools_at_home=len(loans_out(ctx, request.at, _family(ctx, member, known))),
        on_a_plan=bool(plans) and plans[-1] > request.at,
        due=[loan.due_at for loan in loans_out(ctx, request.at, {member.id})],
    )


def _active(member: Member, mine: list[Fact]) -> bool:
    turns = [CHANGES[fact.kind] for fact in mine if fact.kind in CHANGES]
    return turns[-1] if turns else member.status_at_first == "active"


def under_way(ctx: Context, member: Member, moved_at: datetime, known: list[Fact]) -> bool:
    """Tell whether a refund from before the move is not known to have arrived."""
    arrived = {fact.entry_id for fact in known if fact.kind == "refund_settled"}
    sent = select(Entry).where(Entry.kind == "refund", Entry.member_id == member.id)
    return any(e.id not in arrived and e.made_at <= moved_at for e in ctx.session.scalars(sent))


def _family(ctx: Context, member: Member, known: list[Fact]) -> set[int | None]:
    homes: dict[int | None, str | None] = {
        other.id: other.household_at_first for other in ctx.session.scalars(select(Member))
    }
    homes |= {fact.member_id: fact.household for fact in known if fact.kind == "household"}
    home = homes[member.id]
    return {member.id} if home is None else {who for who, where in homes.items() if where == home}


def loans_out(ctx: Context, at: datetime, members: set[int | None]) -> list[Loan]:
    """Return what these people had out."""
    begun = select(Loan).where(Loan.member_id.in_(members), Loan.borrowed_at <= at)
    return [loan for loan in ctx.session.scalars(begun) if not loan.returned_at or loan.returned_at > at]
