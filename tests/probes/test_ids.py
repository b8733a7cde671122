"""The ids probes: which of them the naive backend breaks, and what else they tell apart."""

from dataclasses import replace

import pytest

from labapp.probes.finding import Side, Verdict
from labapp.probes.ids import PROBE, PROBES
from labapp.services import Forbidden, NotFound, Presenter
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

BROKEN_BY_NAIVE = {"records_guessed", "ids_in_order", "row_numbers_elsewhere", "internal_fields"}
NAIVE, FIXED = mixture("naive"), mixture("naive+fixed.present")


def findings(services):
    with in_simulation(services) as target:
        return {name: probe(target) for name, probe in PROBE.items()}


@pytest.fixture(scope="module")
def naive():
    return findings(NAIVE)


@pytest.fixture(scope="module")
def fixed():
    return findings(FIXED)


@pytest.mark.parametrize("name", PROBE)
def test_naive_is_broken_where_it_should_be(naive, name):
    expected = Verdict.BROKEN if name in BROKEN_BY_NAIVE else Verdict.HELD
    assert naive[name].verdict is expected, naive[name].evidence


@pytest.mark.parametrize("name", PROBE)
def test_the_fix_holds_from_all_sides(fixed, name):
    assert fixed[name].verdict is Verdict.HELD, fixed[name].evidence


def test_all_three_sides_are_judged(naive):
    assert {finding.side for finding in naive.values()} == set(Side)


def test_the_evidence_names_the_fields_that_come_along(naive):
    assert "members.phone_hash" in naive["internal_fields"].evidence
    assert "loan.member_id" in naive["row_numbers_elsewhere"].evidence


@pytest.mark.parametrize("probe", PROBES, ids=list(PROBE))
def test_a_probe_asks_one_short_question(probe):
    assert probe.__doc__.endswith("?")
    assert len(probe.__doc__) < 50, "pandas would cut it off"


def judged(name, services):
    with in_simulation(services) as target:
        return PROBE[name](target)


def presented(show=FIXED.present.show, find=FIXED.present.find):
    return replace(FIXED, present=Presenter(show, find))


def keep_loans_shut(ctx, kind, text):
    if kind.__name__ == "Loan":
        raise NotFound("Loans are secret now.")
    return FIXED.present.find(ctx, kind, text)


@pytest.mark.parametrize("name", ["links_lost", "not_recognised"])
def test_a_fix_that_closes_the_shop_is_broken(name):
    finding = judged(name, presented(find=keep_loans_shut))
    assert finding.verdict is Verdict.BROKEN, finding.evidence


def test_paging_that_loses_a_loan_is_broken():
    def same_for_all(ctx, entity, viewer):
        shown = FIXED.present.show(ctx, entity, viewer)
        again = type(entity).__name__ == "Loan" and entity.id % 2
        return shown | ({"id": "the-same"} if again else {})

    same_for_all.tables = FIXED.present.show.tables
    with in_simulation(presented(show=same_for_all)) as target:
        assert PROBE["lost_in_paging"](target).verdict is not Verdict.HELD


def test_a_field_that_is_left_out_is_missed():
    def short(ctx, entity, viewer):
        shown = FIXED.present.show(ctx, entity, viewer)
        return {name: value for name, value in shown.items() if name != "extensions"}

    short.tables = FIXED.present.show.tables
    finding = judged("fields_missing", presented(show=short))
    assert (finding.verdict, finding.measure) == (Verdict.BROKEN, 1.0)


def refuse(operation):
    def authorize(ctx, actor, action, subject):
        if action.operation == operation:
            raise Forbidden("not today")
        return NAIVE.authorize(ctx, actor, action, subject)

    return replace(NAIVE, authorize=authorize)


@pytest.mark.parametrize("name", PROBE)
def test_a_backend_that_lends_nothing_is_unmeasured(name):
    finding = judged(name, refuse("create_loan"))
    assert finding.verdict is Verdict.UNMEASURED
    assert "POST /loans answered 403" in finding.evidence


def test_where_nothing_is_refused_refusals_are_unmeasured():
    def anything(ctx, actor, action, subject):
        return NAIVE.authorize(ctx, replace(actor, role="admin") if actor else None, action, subject)

    finding = judged("existing_or_missing", replace(NAIVE, authorize=anything))
    assert finding.verdict is not Verdict.BROKEN


def test_verdicts_are_the_same_on_a_used_database_and_in_any_order():
    with in_simulation(FIXED) as target:
        for number, probe in enumerate((*PROBES[::-1], PROBES[0])):
            finding = probe(replace(target, run_id=f"run {number}"))
            assert finding.verdict is Verdict.HELD, finding.evidence
