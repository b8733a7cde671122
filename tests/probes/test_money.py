"""The money probes: which of them the naive backend breaks, and that the fixed one holds them all."""

from dataclasses import replace

import pytest

from labapp.probes.finding import Side, Verdict
from labapp.probes.money import PROBES
from labapp.services import Conflict, Forbidden, Receipt
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

NAMES = [probe.__name__ for probe in PROBES]
HELD_BY_NAIVE = {"refund_not_to_the_cent", "equal_charges_refused", "honest_charges_at_once_refused"}
BY_NAME = dict(zip(NAMES, PROBES, strict=True))


def findings(services, probes=PROBES):
    with in_simulation(services) as target:
        return {probe.__name__: probe(target) for probe in probes}


def verdicts(found):
    return {name: finding.verdict for name, finding in found.items()}


@pytest.fixture(scope="module")
def naive():
    return findings(mixture("naive"))


@pytest.fixture(scope="module")
def fixed():
    return findings(mixture("naive+fixed.charge"))


@pytest.mark.parametrize("name", NAMES)
def test_naive_is_broken_where_it_should_be(naive, name):
    expected = Verdict.HELD if name in HELD_BY_NAIVE else Verdict.BROKEN
    assert naive[name].verdict is expected, naive[name].evidence


@pytest.mark.parametrize("name", NAMES)
def test_the_fix_holds_from_all_sides(fixed, name):
    assert fixed[name].verdict is Verdict.HELD, fixed[name].evidence


def test_all_three_sides_are_judged(naive):
    assert {finding.side for finding in naive.values()} == set(Side)


def test_every_finding_says_how_much_and_how_to_see_it_again(naive):
    assert all(any(sign.isdigit() for sign in finding.evidence) for finding in naive.values())
    assert all(finding.reproduce for finding in naive.values())


def refuse(ctx, command):
    raise Conflict("The till is closed.")


def pretend(ctx, command):
    return Receipt((1,), 0)


def fails(ctx, command):
    raise RuntimeError("no")


@pytest.mark.parametrize("charge", [refuse, pretend, fails])
@pytest.mark.parametrize("name", sorted(HELD_BY_NAIVE))
def test_a_till_that_books_nothing_is_not_held(charge, name):
    assert BY_NAME[name].__doc__
    found = findings(replace(mixture("naive"), charge=charge), [BY_NAME[name]])
    assert found[name].verdict in {Verdict.BROKEN, Verdict.UNMEASURED}


def test_closing_the_till_is_an_over_fix():
    found = findings(replace(mixture("naive"), charge=refuse), [BY_NAME["equal_charges_refused"]])
    assert found["equal_charges_refused"].measure == 3.0


def test_a_target_that_cannot_restart_is_unmeasured_there_only():
    with in_simulation(mixture("naive")) as target:
        lame = replace(target, restart=None)
        found = [
            BY_NAME[name](lame).verdict for name in ("paid_twice_after_a_restart", "refund_not_to_the_cent")
        ]
    assert found == [Verdict.UNMEASURED, Verdict.HELD]


def test_where_nothing_makes_it_certain_the_trials_are_counted():
    with in_simulation(mixture("naive+fixed.charge")) as target:
        found = BY_NAME["refunded_twice_at_once"](replace(target, interleaved=None))
    assert found.verdict is Verdict.HELD
    assert "20 × two refunds of 20.00, by luck (when none is seen: at most 14%" in found.evidence


def test_they_work_again_on_a_used_database():
    probe = BY_NAME["paid_twice_after_a_lost_reply"]
    with in_simulation(mixture("naive+fixed.charge")) as target:
        verdicts = [probe(replace(target, run_id=run)).verdict for run in ("one", "two")]
    assert verdicts == [Verdict.HELD, Verdict.HELD]


@pytest.mark.parametrize("probe", PROBES, ids=NAMES)
def test_a_probe_asks_one_short_question(probe):
    assert probe.__doc__.endswith("?")
    assert len(probe.__doc__) < 50, "pandas would cut it off"


@pytest.mark.parametrize("operation", ["register", "log_in"])
def test_a_backend_that_refuses_the_preparation_is_unmeasured(operation):
    def authorize(ctx, actor, action, subject):
        if action.operation == operation:
            raise Forbidden("not today")
        return mixture("naive").authorize(ctx, actor, action, subject)

    found = findings(replace(mixture("naive"), authorize=authorize))
    assert set(verdicts(found).values()) == {Verdict.UNMEASURED}
    assert all("answered 403" in finding.evidence for finding in found.values())
