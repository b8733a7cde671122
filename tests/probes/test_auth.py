"""The auth probes: which of them the naive backend breaks; a sound one holds, whatever it answers."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from labapp.fixed import FIXES
from labapp.probes.auth import PROBES
from labapp.probes.finding import Side, Verdict
from labapp.services import Conflict, Forbidden, NotFound, Permit
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

NAMES = [probe.__name__ for probe in PROBES]
HELD_BY_NAIVE = {"two_without_a_household", "messages_of_a_housemate", "main_doors"}
OTHERS = sorted(set(FIXES) - {"authorize"})


def findings(services):
    with in_simulation(services) as target:
        return {probe.__name__: probe(target) for probe in PROBES}


def verdicts(found):
    return {name: finding.verdict for name, finding in found.items()}


def expected_of_naive():
    attack = {name for name, finding in findings_of("naive").items() if finding.side is Side.ATTACK}
    return {name: Verdict.BROKEN if name in attack - HELD_BY_NAIVE else Verdict.HELD for name in NAMES}


_found = {}


def findings_of(name):
    if name not in _found:
        _found[name] = findings(mixture(name))
    return _found[name]


@pytest.mark.parametrize("name", NAMES)
def test_naive_is_broken_where_it_should_be(name):
    found = findings_of("naive")[name]
    assert found.verdict is expected_of_naive()[name], found.evidence


@pytest.mark.parametrize("name", NAMES)
def test_the_fix_holds_from_all_sides(name):
    found = findings_of("naive+fixed.authorize")[name]
    assert found.verdict is Verdict.HELD, found.evidence


def test_all_three_sides_are_judged_and_naive_opens_at_least_a_dozen_doors():
    naive = findings_of("naive").values()
    assert {finding.side for finding in naive} == set(Side)
    assert sum(finding.verdict is Verdict.BROKEN for finding in naive) >= 12


def answering(kind):
    fixed = mixture("fixed").authorize

    def authorize(ctx, actor, action, subject):
        try:
            return fixed(ctx, actor, action, subject)
        except Forbidden as error:
            raise kind(str(error)) from error

    return replace(mixture("naive"), authorize=authorize)


@pytest.mark.parametrize("kind", [NotFound, Conflict])
def test_a_refusal_may_have_any_status(kind):
    wrong = {name: f.evidence for name, f in findings(answering(kind)).items() if f.verdict != "held"}
    assert wrong == {}


CORE = yaml.safe_load((Path(__file__).parents[2] / "data/contract/core.yaml").read_text())
ROUTES = {
    each["operationId"]
    for path in CORE["paths"].values()
    for key, each in path.items()
    if key != "parameters"
}


def core_only(ctx, actor, action, subject):
    if action.operation not in ROUTES:
        raise NotFound("There is no such route.")
    return mixture("fixed").authorize(ctx, actor, action, subject)


def test_a_sound_backend_with_no_more_than_the_core_holds():
    found = findings(replace(mixture("naive"), authorize=core_only))
    assert {name: f.evidence for name, f in found.items() if f.verdict != "held"} == {}


def refusing(*operations):
    fixed = mixture("fixed").authorize

    def authorize(ctx, actor, action, subject):
        if action.operation in operations and (actor is None or actor.role != "admin"):
            raise Forbidden("nobody may")
        return fixed(ctx, actor, action, subject)

    return replace(mixture("naive"), authorize=authorize)


def allowing(ctx, actor, action, subject):
    return Permit()


@pytest.mark.parametrize(
    ("operation", "name"),
    [
        ("list_tools", "visitors_at_work"),
        ("update_member", "members_at_work"),
        ("log_out", "logging_out"),
        ("search_loans", "households_at_work"),
        ("approve_loan", "stewards_at_work"),
        ("return_loan", "stewards_who_date"),
        ("list_members", "admins_at_work"),
        ("return_loan", "suspended_bring_back"),
        ("read_member", "back_again"),
        ("read_member", "half_an_hour_later"),
    ],
)
def test_a_fix_that_closes_the_shop_is_broken(operation, name):
    with in_simulation(refusing(operation)) as target:
        finding = PROBES[NAMES.index(name)](target)
    assert finding.verdict is Verdict.BROKEN, finding.evidence


@pytest.mark.parametrize("name", sorted(HELD_BY_NAIVE))
def test_what_naive_guards_is_broken_without_its_guard(name):
    with in_simulation(replace(mixture("naive"), authorize=allowing)) as target:
        assert PROBES[NAMES.index(name)](target).verdict is Verdict.BROKEN


@pytest.mark.parametrize("name", NAMES)
def test_a_backend_that_logs_nobody_in_is_unmeasured(name):
    with in_simulation(refusing("log_in")) as target:
        finding = PROBES[NAMES.index(name)](target)
    assert finding.verdict is Verdict.UNMEASURED
    assert "answered 403" in finding.evidence


@pytest.mark.parametrize("name", ["half_an_hour_later", "tokens_without_an_end"])
def test_where_time_cannot_be_set_forward_it_is_unmeasured(name):
    with in_simulation(mixture("naive")) as target:
        finding = PROBES[NAMES.index(name)](replace(target, later=None))
    assert (finding.verdict, finding.measure) == (Verdict.UNMEASURED, None)


@pytest.mark.parametrize("probe", PROBES, ids=NAMES)
def test_a_probe_asks_one_short_question(probe):
    assert probe.__doc__.endswith("?")
    assert len(probe.__doc__) < 50, "pandas would cut it off"
