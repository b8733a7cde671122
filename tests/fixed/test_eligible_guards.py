"""Each guard of the fixed eligible, edited away by itself, turns the probe red that it is there for.

That unedited all of them hold is tested with the probes.
"""

import pytest

from labapp.fixed import eligible
from labapp.probes.eligibility import PROBES
from labapp.probes.eligibility.visits import DayBook, Visit
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

PROBE = {probe.__name__: probe for probe in PROBES}

GUARDS = [
    # what is edited away, what stands there instead, the probe that must turn red
    ("    Row(DayBook.not_a_member,", "    Row(lambda then: False,", "judged_by_todays_status"),
    ("    Row(DayBook.recalled,", "    Row(lambda then: False,", "let_in_for_recalled_tools"),
    ("    Row(DayBook.never_shown,", "    Row(lambda then: False,", "let_in_without_being_shown"),
    ("    Row(DayBook.shown_too_long_ago,", "    Row(lambda then: False,", "let_in_after_twelve_months"),
    ("    Row(DayBook.refund_under_way,", "    Row(lambda then: False,", "let_in_with_a_refund_under_way"),
    ("    Row(DayBook.phone_not_verified_again,", "    Row(lambda then: False,", "let_in_without_the_phone"),
    ("    Row(DayBook.home_is_full,", "    Row(lambda then: False,", "let_in_beyond_the_household"),
    ("    Row(DayBook.late_on_a_plan,", "    Row(lambda then: False,", "turned_away_on_a_plan"),
    ("    Row(DayBook.late,", "    Row(lambda then: False,", "let_in_after_midnight"),
    ("self.member.status_at_first", "self.member.status", "judged_by_todays_status"),
    ("Fact.happened_at <= self.at, *about", "*about", "turned_away_beside_the_recall"),
    ('"recall", Fact.batch == self.tool.batch', '"recall"', "turned_away_beside_the_recall"),
    ("Fact.tool_kind == self.tool.kind", "Fact.tool_kind != None", "let_in_without_being_shown"),
    ("return self.tool.needs_induction and not", "return not", "turned_away_while_it_is_good"),
    ("self._day >= _a_year_after", "self._day > _a_year_after", "let_in_after_twelve_months"),
    ("moment.astimezone(OUR_TOWN).date()", "moment.date()", "let_in_after_midnight"),
    (", Fact.address.is_not(None)", "", "turned_away_after_coming_back"),
    (
        "before = Entry.made_at <= self._reopened_elsewhere.happened_at",
        "before = Entry.made_at <= self.at",
        "turned_away_after_coming_back",
    ),
    ("self._reopened_elsewhere.happened_at <= moment <=", "moment <=", "let_in_without_the_phone"),
    ("plans[-1].until > self.at", "bool(plans)", "let_in_by_the_plan"),
    ("if home and where == home", "if where == home", "turned_away_for_others"),
    (
        "or_(Loan.returned_at.is_(None), Loan.returned_at > self.at)",
        "Loan.returned_at.is_(None)",
        "plain_rules_broken",
    ),
    ("(Loan.borrowed_at <= self.at) & still_out", "still_out", "plain_rules_broken"),
    ("order_by(Fact.happened_at, Fact.id)", "order_by(Fact.id)", "turned_away_for_others"),
    ("order_by(Fact.happened_at, Fact.id)", "order_by(Fact.id)", "judged_by_todays_status"),
    ("order_by(Fact.happened_at, Fact.id)", "order_by(Fact.id)", "turned_away_while_it_is_good"),
    ("order_by(Fact.happened_at, Fact.id)", "order_by(Fact.id)", "turned_away_on_a_plan"),
    ("<= moment <= self.at for", "<= moment for", "let_in_without_the_phone"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "name"), GUARDS, ids=[guard[0].strip()[:40] for guard in GUARDS])
def test_without_the_guard_its_probe_is_red(edited, found, old, new, name):
    finding = found(PROBE[name], eligible=edited(eligible, old, new).eligible)
    assert finding.verdict == "broken", finding.evidence


@pytest.mark.parametrize(("at_first", "allowed"), [({"household": "mill-9"}, False), ({}, True)])
def test_until_a_turn_somebody_is_as_they_were_registered(at_first, allowed):
    with in_simulation(mixture("naive+fixed.eligible")) as target:
        book = DayBook(target, "registered")
        partner, asking = (book.member(**at_first) for _ in range(2))
        for _ in range(3):
            book.lend(partner, "2020-04-06T10:00:00Z")
        book.fact("household", "2020-04-08T12:00:00Z", member_id=partner, household="elsewhere")
        visit = Visit(asking, book.shelved(), "2020-04-07T10:00:00Z")
        assert book.answer(visit)["allowed"] is allowed


def test_whoever_was_suspended_from_the_start_is_so_until_a_turn():
    with in_simulation(mixture("naive+fixed.eligible")) as target:
        book = DayBook(target, "registered")
        member = book.member(status="suspended")
        book.fact("reinstatement", "2020-06-01T10:00:00Z", member_id=member)
        for at, allowed in (("2020-05-01T10:00:00Z", False), ("2020-07-01T10:00:00Z", True)):
            assert book.answer(Visit(member, book.shelved(), at))["allowed"] is allowed
