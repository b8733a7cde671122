"""Visits of the history, played out over HTTP: the real services say what the replayed rules say."""

from datetime import UTC, datetime, time, timedelta

import pytest

from labapp.labs.misunderstood_eligibility import decisions
from labapp.labs.misunderstood_eligibility.rules import new_rule, old_rule
from labapp.probes.eligibility.visits import DayBook, Visit
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

DAY = timedelta(days=1)


def some():
    """Three visits of each kind that can be played out with what the contract offers."""
    chosen, counted = [], {}
    for visit in decisions.read():
        kind = (visit.because, visit.screen, visit.due is None)
        simple = visit.due is None or (visit.own, visit.home) == (1, 1)
        if simple and counted.setdefault(kind, 0) < 3:
            counted[kind] += 1
            chosen.append(visit)
    return chosen


def text(moment):
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:00Z}"


def play(book, visit):
    """Write down what was so, and return the visit to ask about."""
    flat = book.named("Flat")
    member = book.member(household=flat)
    flatmate = book.member(household=flat) if visit.home > visit.own else None
    for who, tools in ((member, visit.own), (flatmate, visit.home - visit.own)):
        for _ in range(tools):
            borrow(book, who, visit)
    play_account(book, member, visit)
    return Visit(member, play_tool(book, member, visit), text(visit.at))


def borrow(book, member, visit):
    due = visit.due or visit.at + 5 * DAY
    book.lend(member, text(due - 10 * DAY), text(due))


def play_tool(book, member, visit):
    details = {"kind": visit.tool, "needs_induction": visit.needs_showing}
    if visit.shown:
        noon = datetime.combine(datetime.fromisoformat(visit.shown), time(12), UTC)
        book.fact("induction", text(noon), member_id=member, tool_kind=visit.tool)
    if visit.recalled:
        details["batch"] = book.named("Batch")
        book.fact("recall", text(visit.at - DAY), batch=details["batch"])
    return book.tool(**details)


def play_account(book, member, visit):
    if visit.plan:
        until = text(visit.at + 30 * DAY)
        book.fact("hardship_plan", text(visit.at - 30 * DAY), member_id=member, until=until)
    if visit.reopened:
        play_reopening(book, member, visit)
    for kind, when in changes(visit):
        book.fact(kind, text(when), member_id=member)


def play_reopening(book, member, visit):
    refund = book.refund(member, text(visit.at - 9 * DAY))
    book.fact("closure", text(visit.at - 9 * DAY), member_id=member)
    book.fact("reopening", text(visit.at - 8 * DAY), member_id=member, address="9 Mill Lane")
    if not visit.phone_old:
        book.fact("phone_verified", text(visit.at - 7 * DAY), member_id=member)
    if not visit.refund_open:
        book.fact("refund_settled", text(visit.at - 6 * DAY), entry_id=refund)


def changes(visit):
    """What happened to the membership before the visit, and after it."""
    before = {"closed": "closure", "suspended": "suspension"}.get(visit.status)
    after = {"suspended": "suspension", "active": "reinstatement"}[visit.screen] if differs(visit) else None
    told = [(before, visit.at - DAY), (after, visit.at + DAY)]
    return [(kind, when) for kind, when in told if kind]


def differs(visit):
    return visit.status != visit.screen


@pytest.mark.parametrize(("name", "rule"), [("naive", new_rule), ("naive+fixed.eligible", old_rule)])
def test_the_real_service_says_what_the_replayed_rule_says(name, rule):
    visits, unlike = some(), []
    with in_simulation(mixture(name)) as target:
        book = DayBook(target, "reenacted")
        unlike = [v for v in visits if book.answer(play(book, v))["allowed"] is not rule(v)]
    assert unlike == []
    assert len({visit.because for visit in visits}) == 11
