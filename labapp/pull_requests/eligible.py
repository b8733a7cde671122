"""Pull requests for eligible: each has read the incidents; most still leave one of them out, or one too many in."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from labapp.models import Entry, Fact, Loan, Member, Tool
from labapp.services import BorrowRequest, Context, Verdict

from .pull_request import PullRequest

BERLIN = ZoneInfo("Europe/Berlin")
CHANGES = {"suspension": False, "closure": False, "reinstatement": True, "reopening": True}


@dataclass(frozen=True)
class _Seen:
    """What was so at the moment of the request; `due`: when what the member has out was due."""

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


def _day(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()


def _anniversary(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _look(ctx: Context, request: BorrowRequest) -> _Seen:
    member = ctx.session.get_one(Member, request.member_id)
    tool = ctx.session.get_one(Tool, request.tool_id)
    book = ctx.session.scalars(select(Fact).order_by(Fact.happened_at, Fact.id)).all()
    known = [fact for fact in book if fact.happened_at <= request.at]
    mine = [fact for fact in known if fact.member_id == member.id]
    kinds = [fact.kind for fact in mine]
    shown = [f.happened_at for f in mine if f.kind == "induction" and f.tool_kind == tool.kind]
    moved = [f.happened_at for f in mine if f.kind == "reopening" and f.address]
    plans = [f.until for f in mine if f.kind == "hardship_plan" and f.until]
    verified = [f.happened_at for f in mine if f.kind == "phone_verified"]
    return _Seen(
        active=_active(member, [fact for fact in book if fact.member_id == member.id], request.at),
        recalled=any(f.kind == "recall" and f.batch == tool.batch for f in known),
        needs_showing=tool.needs_induction,
        shown_on=_day(shown[-1]) if shown else None,
        once_closed="closure" in kinds,
        moved_at=moved[-1] if moved else None,
        refund_under_way=bool(moved) and _under_way(ctx, member, moved[-1], known),
        phone_verified=not moved or bool(verified) and verified[-1] >= moved[-1],
        tools_at_home=len(_out(ctx, request.at, _family(ctx, member, book, known))),
        on_a_plan=bool(plans) and plans[-1] > request.at,
        due=[loan.due_at for loan in _out(ctx, request.at, {member.id})],
    )


def _active(member: Member, mine: list[Fact], at: datetime) -> bool:
    changes = [(fact.happened_at, CHANGES[fact.kind]) for fact in mine if fact.kind in CHANGES]
    before = [now for moment, now in changes if moment <= at]
    if before and len(before) < len(changes):
        return before[-1]
    return bool(changes) and not before or member.status == "active"


def _under_way(ctx: Context, member: Member, moved_at: datetime, known: list[Fact]) -> bool:
    arrived = {fact.entry_id for fact in known if fact.kind == "refund_settled"}
    sent = select(Entry).where(Entry.kind == "refund", Entry.member_id == member.id)
    return any(e.id not in arrived and e.made_at <= moved_at for e in ctx.session.scalars(sent))


def _family(ctx: Context, member: Member, book: object, known: list[Fact]) -> set[int | None]:
    homes: dict[int | None, str | None] = {
        other.id: other.household for other in ctx.session.scalars(select(Member))
    }
    homes |= {fact.member_id: None for fact in book if fact.kind == "household"}  # type: ignore[attr-defined]
    homes |= {fact.member_id: fact.household for fact in known if fact.kind == "household"}
    home = homes[member.id]
    return {member.id} if home is None else {who for who, where in homes.items() if where == home}


def _out(ctx: Context, at: datetime, members: set[int | None]) -> list[Loan]:
    begun = select(Loan).where(Loan.member_id.in_(members), Loan.borrowed_at <= at)
    return [loan for loan in ctx.session.scalars(begun) if not loan.returned_at or loan.returned_at > at]


def _first(*checks: tuple[bool, str]) -> Verdict:
    return next((Verdict(False, why) for applies, why in checks if applies), Verdict(True, "Go ahead."))


def _all_checks(seen: _Seen, today: date, *, lapsed: bool | None = None, late: bool | None = None) -> Verdict:
    good = seen.shown_on is not None and today < _anniversary(seen.shown_on)
    overdue = any(_day(due) < today for due in seen.due)
    return _first(
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and (not good if lapsed is None else lapsed), "Get shown how it works first."),
        (seen.refund_under_way, "Wait until the refund has arrived."),
        (not seen.phone_verified, "Verify the phone again."),
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        ((overdue if late is None else late) and not seen.on_a_plan, "Something is late."),
    )


def no_redundant_checks(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = _look(ctx, request), _day(request.at)
    good = seen.shown_on is not None and today < _anniversary(seen.shown_on)
    return _first(  # the phone check is gone: nobody joins without verifying the phone
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and not good, "Get shown how it works first."),
        (seen.refund_under_way, "Wait until the refund has arrived."),
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        (any(_day(due) < today for due in seen.due) and not seen.on_a_plan, "Something is late."),
    )


def days_in_utc(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = _look(ctx, request), request.at.astimezone(UTC).date()
    good = seen.shown_on is not None and _day(request.at) < _anniversary(seen.shown_on)
    return _first(
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and not good, "Get shown how it works first."),
        (seen.refund_under_way, "Wait until the refund has arrived."),
        (not seen.phone_verified, "Verify the phone again."),
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        (any(due.date() < today for due in seen.due) and not seen.on_a_plan, "Something is late."),
    )


def once_closed_stays_closed(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = _look(ctx, request), _day(request.at)
    good = seen.shown_on is not None and today < _anniversary(seen.shown_on)
    return _first(
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and not good, "Get shown how it works first."),
        (seen.once_closed, "This account was closed before."),  # covers refund and phone, see 2021
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        (any(_day(due) < today for due in seen.due) and not seen.on_a_plan, "Something is late."),
    )


def one_long_function(c: Context, r: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    s, t, z = c.session, r.at, ZoneInfo("Europe/Berlin")
    m, k = s.get_one(Member, r.member_id), s.get_one(Tool, r.tool_id)
    d = t.astimezone(z).date()
    h: dict[int | None, str | None] = {x.id: x.household for x in s.scalars(select(Member))}
    st, sh, mv, ph, pl, ok = m.status, None, None, m.phone_verified_at, None, set()
    for f in s.scalars(select(Fact).order_by(Fact.happened_at.desc(), Fact.id.desc())):  # back in time
        if f.happened_at > t:  # undo it
            if f.kind in CHANGES and f.member_id == m.id:
                st = "active" if f.kind in ("suspension", "closure") else "not active"
            if f.kind == "household":
                h[f.member_id] = None
            continue
        if f.kind == "recall" and f.batch == k.batch:
            return Verdict(False, "recalled")
        if f.kind == "household" and ("h", f.member_id) not in ok:
            ok.add(("h", f.member_id))
            h[f.member_id] = f.household
        if f.kind == "refund_settled":
            ok.add(("r", f.entry_id))
        if f.member_id == m.id:
            sh = sh or (f.happened_at if f.kind == "induction" and f.tool_kind == k.kind else None)
            mv = mv or (f.happened_at if f.kind == "reopening" and f.address else None)
            ph = max(ph or f.happened_at, f.happened_at) if f.kind == "phone_verified" else ph
            pl = pl or (f.until if f.kind == "hardship_plan" else None)
    if st != "active" or (k.needs_induction and (not sh or _anniversary(_day(sh)) <= d)):
        return Verdict(False, "no member then" if st != "active" else "not shown, or too long ago")
    if mv and (not ph or ph < mv or _under_way(c, m, mv, [x for x in s.scalars(select(Fact)) if x.happened_at <= t])):
        return Verdict(False, "moved: phone or refund is open")
    if len(_out(c, t, {i for i, w in h.items() if i == m.id or (w and w == h[m.id])})) > 2:
        return Verdict(False, "three at home")
    if any(x.due_at.astimezone(z).date() < d for x in _out(c, t, {m.id})) and not (pl and pl > t):
        return Verdict(False, "late")
    return Verdict(True, "ok")


def a_list_of_checks(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    return _all_checks(_look(ctx, request), _day(request.at))


def status_as_it_stands(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    member = ctx.session.get_one(Member, request.member_id)
    return _all_checks(replace(_look(ctx, request), active=member.status == "active"), _day(request.at))


def plan_comes_first(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen = _look(ctx, request)
    return Verdict(True, "Go ahead.") if seen.on_a_plan else _all_checks(seen, _day(request.at))


def twelve_full_months(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = _look(ctx, request), _day(request.at)
    good = seen.shown_on is not None and today <= _anniversary(seen.shown_on)
    return _all_checks(seen, today, lapsed=not good)


def a_year_in_days(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = _look(ctx, request), _day(request.at)
    good = seen.shown_on is not None and today - seen.shown_on < timedelta(days=365)
    return _all_checks(seen, today, lapsed=not good)


def everybody_at_that_home(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    member = ctx.session.get_one(Member, request.member_id)
    together = Member.household == member.household if member.household else Member.id == member.id
    at_home = len(_out(ctx, request.at, {*ctx.session.scalars(select(Member.id).where(together))}))
    return _all_checks(replace(_look(ctx, request), tools_at_home=at_home), _day(request.at))


def recalled_is_recalled(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    tool = ctx.session.get_one(Tool, request.tool_id)
    recalls = set(ctx.session.scalars(select(Fact.batch).where(Fact.kind == "recall")))
    return _all_checks(replace(_look(ctx, request), recalled=tool.batch in recalls), _day(request.at))


def overdue_to_the_minute(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen = _look(ctx, request)
    return _all_checks(seen, _day(request.at), late=any(due < request.at for due in seen.due))


PULL_REQUESTS = (
    PullRequest(
        "Drop the redundant phone check",
        "All incidents in one list. Every phone is verified when its owner joins, so one check went.",
        no_redundant_checks,
        "let_in_without_the_phone",
    ),
    PullRequest(
        "Count days, in one time zone",
        "What is due today is not late today, and UTC knows no summer time to trip over.",
        days_in_utc,
        "let_in_after_midnight",
    ),
    PullRequest(
        "Add all the rules (sorry, no time to tidy up)",
        "It walks back through the day book in one go. Its author ran out of names.",
        one_long_function,
    ),
    PullRequest(
        "Keep closed accounts closed",
        "One check instead of two, and on the safe side: both incidents of 2021 cannot happen again.",
        once_closed_stays_closed,
        "turned_away_after_coming_back",
    ),
    PullRequest(
        "Ask what was so at that moment, then check",
        "First all that was known then, then one list of checks.",
        a_list_of_checks,
    ),
    PullRequest(
        "Read the status where it stands",
        "The member has a field for it. Why reconstruct what is stored?",
        status_as_it_stands,
        "judged_by_todays_status",
    ),
    PullRequest(
        "Let people on the hardship plan in",
        "They are promised a yes, so it comes first.",
        plan_comes_first,
        "let_in_by_the_plan",
    ),
    PullRequest(
        "Let inductions run for the full twelve months",
        "Until the same day next year, that day included: friendly, and easy to remember.",
        twelve_full_months,
        "let_in_after_twelve_months",
    ),
    PullRequest(
        "A year is 365 days",
        "No calendar arithmetic, no surprises on 29 February.",
        a_year_in_days,
        "turned_away_while_it_is_good",
    ),
    PullRequest(
        "Count what is out at home",
        "One look at the household field, whoever lives there now.",
        everybody_at_that_home,
        "turned_away_for_others",
    ),
    PullRequest(
        "Recalled is recalled",
        "A dangerous tool is dangerous whatever the date.",
        recalled_is_recalled,
        "turned_away_beside_the_recall",
    ),
    PullRequest(
        "Overdue to the minute",
        "The due moment is stored to the minute, so it is compared to the minute.",
        overdue_to_the_minute,
        "turned_away_on_the_due_day",
    ),
)
