"""Pull requests for eligibility: each has read the incidents; most leave one out, or let one too many in."""

from dataclasses import replace
from datetime import UTC, timedelta

from sqlalchemy import select

from labapp.models import Fact, Member, Tool
from labapp.services import BorrowRequest, Context, Verdict

from .day_book import BERLIN, CHANGES, all_checks, anniversary, day_of, first_no, loans_out, look, under_way
from .pull_request import PullRequest


def no_redundant_checks(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = look(ctx, request), day_of(request.at)
    good = seen.shown_on is not None and today < anniversary(seen.shown_on)
    return first_no(  # the phone check is gone: nobody joins without verifying the phone
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and not good, "Get shown how it works first."),
        (seen.refund_under_way, "Wait until the refund has arrived."),
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        (any(day_of(due) < today for due in seen.due) and not seen.on_a_plan, "Something is late."),
    )


def days_in_utc(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = look(ctx, request), request.at.astimezone(UTC).date()
    good = seen.shown_on is not None and day_of(request.at) < anniversary(seen.shown_on)
    return first_no(
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
    seen, today = look(ctx, request), day_of(request.at)
    good = seen.shown_on is not None and today < anniversary(seen.shown_on)
    return first_no(
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and not good, "Get shown how it works first."),
        (seen.once_closed, "This account was closed before."),  # covers refund and phone, see 2021
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        (any(day_of(due) < today for due in seen.due) and not seen.on_a_plan, "Something is late."),
    )


def one_long_function(c: Context, r: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    s, t, z = c.session, r.at, BERLIN
    m, k = s.get_one(Member, r.member_id), s.get_one(Tool, r.tool_id)
    d = t.astimezone(z).date()
    h: dict[int | None, str | None] = {x.id: x.household_at_first for x in s.scalars(select(Member))}
    st, sh, mv, pl, ok = None, None, None, None, set()
    ph = m.phone_verified_at if (m.phone_verified_at or t) <= t else None
    for f in s.scalars(select(Fact).order_by(Fact.happened_at.desc(), Fact.id.desc())):  # back in time
        if f.happened_at > t:  # not yet
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
            st = st or ("active" if CHANGES.get(f.kind) else "gone" if f.kind in CHANGES else None)
    st = st or m.status_at_first
    if st != "active" or (k.needs_induction and (not sh or anniversary(day_of(sh)) <= d)):
        return Verdict(False, "no member then" if st != "active" else "not shown, or too long ago")
    known = s.scalars(select(Fact).where(Fact.happened_at <= t))
    if mv and (not ph or ph < mv or under_way(c, m, mv, list(known))):
        return Verdict(False, "moved: phone or refund is open")
    if len(loans_out(c, t, {i for i, w in h.items() if i == m.id or (w and w == h[m.id])})) > 2:
        return Verdict(False, "three at home")
    if any(x.due_at.astimezone(z).date() < d for x in loans_out(c, t, {m.id})) and not (pl and pl > t):
        return Verdict(False, "late")
    return Verdict(True, "ok")


def a_list_of_checks(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    return all_checks(look(ctx, request), day_of(request.at))


def status_as_it_stands(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    member = ctx.session.get_one(Member, request.member_id)
    return all_checks(replace(look(ctx, request), active=member.status == "active"), day_of(request.at))


def plan_comes_first(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen = look(ctx, request)
    return Verdict(True, "Go ahead.") if seen.on_a_plan else all_checks(seen, day_of(request.at))


def twelve_full_months(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = look(ctx, request), day_of(request.at)
    good = seen.shown_on is not None and today <= anniversary(seen.shown_on)
    return all_checks(seen, today, lapsed=not good)


def a_year_in_days(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = look(ctx, request), day_of(request.at)
    good = seen.shown_on is not None and today - seen.shown_on < timedelta(days=365)
    return all_checks(seen, today, lapsed=not good)


def everybody_at_that_home(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    member = ctx.session.get_one(Member, request.member_id)
    together = Member.household == member.household if member.household else Member.id == member.id
    at_home = len(loans_out(ctx, request.at, {*ctx.session.scalars(select(Member.id).where(together))}))
    return all_checks(replace(look(ctx, request), tools_at_home=at_home), day_of(request.at))


def recalled_is_recalled(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    tool = ctx.session.get_one(Tool, request.tool_id)
    recalls = set(ctx.session.scalars(select(Fact.batch).where(Fact.kind == "recall")))
    return all_checks(replace(look(ctx, request), recalled=tool.batch in recalls), day_of(request.at))


def overdue_to_the_minute(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen = look(ctx, request)
    return all_checks(seen, day_of(request.at), late=any(due < request.at for due in seen.due))


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
