"""The eligibility probes: what the naive backend breaks, what the fix holds, and who owns the fault."""

from dataclasses import replace

import flask
import pytest

from labapp.fixed.eligible import eligible as fixed_eligible
from labapp.models import Member
from labapp.naive.eligible import eligible as naive_eligible
from labapp.probes.eligibility import PROBES, TABLE
from labapp.probes.finding import Side, Verdict
from labapp.services import BorrowRequest, Invalid
from labapp.services import Verdict as Answer
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

NAMES = [probe.__name__ for probe in PROBES]
BROKEN_BY_NAIVE = {
    "let_in_without_being_shown": 2,
    "let_in_for_recalled_tools": 2,
    "let_in_beyond_the_household": 2,
    "let_in_with_a_refund_under_way": 2,
    "let_in_without_the_phone": 2,
    "turned_away_on_a_plan": 2,
    "turned_away_on_the_due_day": 2,
    "let_in_after_twelve_months": 2,
    "judged_by_todays_status": 4,
    "euros_handed_out": 2766,
}
"""What each probe measures there: people, or euros."""


def findings(services):
    with in_simulation(services) as target:
        return {probe.__name__: probe(target) for probe in PROBES}


@pytest.fixture(scope="module")
def naive():
    return findings(mixture("naive"))


@pytest.fixture(scope="module")
def fixed():
    return findings(mixture("naive+fixed.eligible"))


@pytest.mark.parametrize("name", NAMES)
def test_naive_is_broken_where_it_should_be(naive, name):
    expected = (Verdict.BROKEN if name in BROKEN_BY_NAIVE else Verdict.HELD, BROKEN_BY_NAIVE.get(name, 0))
    assert (naive[name].verdict, naive[name].measure) == expected, naive[name].evidence


@pytest.mark.parametrize("name", NAMES)
def test_the_fix_holds_from_all_sides(fixed, name):
    assert fixed[name].verdict is Verdict.HELD, fixed[name].evidence


def test_all_three_sides_are_judged(naive):
    assert {finding.side for finding in naive.values()} == set(Side)


def test_every_incident_is_asked_about_from_both_sides():
    cases = [case for incident in TABLE for case in incident.every]
    assert len(cases) == 40
    assert {(case.incident, case.allowed) for case in cases} == {
        (incident.incident, allowed) for incident in TABLE for allowed in (True, False)
    }


@pytest.mark.parametrize("probe", PROBES, ids=NAMES)
def test_a_probe_asks_one_short_question_and_says_how_to_ask_it_again(probe, naive):
    assert probe.__doc__.endswith("?")
    assert len(probe.__doc__) < 50, "pandas would cut it off"
    assert naive[probe.__name__].reproduce
    assert any(letter.isdigit() for letter in naive[probe.__name__].evidence)


def shut(ctx, request):
    return Answer(False, "We are closed.")


def open_to_all(ctx, request):
    return Answer(True, "Come in.")


@pytest.mark.parametrize(
    ("over_fix", "name"),
    [
        (shut, "plain_rules_broken"),
        (shut, "answers_without_a_reason"),
        (shut, "turned_away_beside_the_recall"),
        (shut, "turned_away_while_it_is_good"),
        (open_to_all, "plain_rules_broken"),
        (open_to_all, "let_in_by_the_plan"),
        (open_to_all, "let_in_after_midnight"),
    ],
)
def test_a_fix_that_closes_or_opens_the_shop_is_not_held(over_fix, name):
    with in_simulation(replace(mixture("naive"), eligible=over_fix)) as target:
        assert PROBES[NAMES.index(name)](target).verdict is not Verdict.HELD


def mute(ctx, request):
    return replace(naive_eligible(ctx, request), reason=" ")


def test_whoever_is_told_nothing_is_counted(found_by):
    finding = found_by("answers_without_a_reason", mute)
    assert (finding.verdict, finding.measure) == (Verdict.BROKEN, 3)


def test_a_counter_that_does_otherwise_is_found(found_by):
    def two_faced(ctx, request: BorrowRequest):
        return (open_to_all if flask.request.method == "GET" else naive_eligible)(ctx, request)

    assert found_by("loans_unlike_the_answer", two_faced).measure >= 2


def test_a_counter_without_the_incidents_is_found(found_by):
    def two_faced(ctx, request: BorrowRequest):
        return (fixed_eligible if flask.request.method == "GET" else naive_eligible)(ctx, request)

    assert found_by("loans_unlike_the_answer", two_faced).measure == 8


@pytest.fixture
def found_by():
    def run(name, eligible):
        with in_simulation(replace(mixture("naive"), eligible=eligible)) as target:
            return PROBES[NAMES.index(name)](target)

    return run


def no_past(ctx, request):
    if request.at < ctx.now():
        raise Invalid("We only know today.")
    return naive_eligible(ctx, request)


def no_member_yet(ctx, request):
    if request.at < ctx.session.get_one(Member, request.member_id).joined_at:
        return Answer(False, "Not a member yet.")
    return naive_eligible(ctx, request)


@pytest.mark.parametrize(("rule", "said"), [(no_past, "answered 4"), (no_member_yet, "Not a member yet")])
@pytest.mark.parametrize("name", NAMES)
def test_a_backend_that_cannot_be_asked_about_the_past_is_unmeasured(found_by, name, rule, said):
    finding = found_by(name, rule)
    assert (finding.verdict, finding.measure) == (Verdict.UNMEASURED, None)
    assert said in finding.evidence


def test_on_a_used_database_it_finds_the_same():
    with in_simulation(mixture("naive+fixed.eligible")) as target:
        for run_id in ("one", "two"):
            again = replace(target, run_id=run_id)
            for name in (
                "turned_away_for_others",
                "let_in_for_recalled_tools",
                "turned_away_beside_the_recall",
            ):
                assert PROBES[NAMES.index(name)](again).verdict is Verdict.HELD
