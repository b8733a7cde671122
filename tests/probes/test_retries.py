"""The retries probes: which of them the naive backend breaks, and that the fixed one holds them all."""

from dataclasses import replace

import pytest

from labapp.probes.finding import Side, Verdict
from labapp.probes.retries import PROBES
from labapp.probes.retries.pauses import calls_too_early
from labapp.services import Dead, Delivered, Forbidden, Later
from labapp.simulation.carrier import CarrierCall
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

NAMES = [probe.__name__ for probe in PROBES]
BROKEN_BY_NAIVE = {
    "calls_in_an_outage",
    "calls_before_retry_after",
    "calls_while_busy_and_down",
    "visitors_kept_waiting",
    "visitors_turned_away",
    "deliveries_with_lost_replies",
    "calls_under_random_failures",
    "refusals_retried",
}


def findings(services):
    with in_simulation(services) as target:
        return {probe.__name__: probe(target) for probe in PROBES}


@pytest.fixture(scope="module")
def naive():
    return findings(mixture("naive"))


@pytest.fixture(scope="module")
def fixed():
    return findings(mixture("naive+fixed.notify"))


@pytest.mark.parametrize("name", NAMES)
def test_naive_is_broken_where_it_should_be(naive, name):
    expected = Verdict.BROKEN if name in BROKEN_BY_NAIVE else Verdict.HELD
    assert naive[name].verdict is expected, naive[name].evidence


@pytest.mark.parametrize("name", NAMES)
def test_the_fix_holds_from_all_sides(fixed, name):
    assert fixed[name].verdict is Verdict.HELD, fixed[name].evidence


def test_all_three_sides_are_judged(naive):
    assert {finding.side for finding in naive.values()} == set(Side)


def sloppy(answer):
    return replace(mixture("naive"), notify=answer)


def drop(ctx, message):
    return Dead("not today")


def pretend(ctx, message):
    return Delivered("never asked")


def postpone(ctx, message):
    return Later(3600.0)


@pytest.mark.parametrize("over_fix", [drop, pretend, postpone])
@pytest.mark.parametrize("name", ["once_when_healthy", "lost_in_a_blip", "stuck_after_an_outage"])
def test_a_fix_that_closes_the_shop_is_broken(over_fix, name):
    probe = PROBES[NAMES.index(name)]
    with in_simulation(sloppy(over_fix)) as target:
        assert probe(target).verdict is Verdict.BROKEN


def test_messages_that_were_never_sent_are_missed():
    with in_simulation(sloppy(pretend)) as target:
        finding = PROBES[NAMES.index("unaccounted")](target)
    assert (finding.verdict, finding.measure) == (Verdict.BROKEN, 4.0)


@pytest.mark.parametrize("name", NAMES)
def test_without_a_carrier_to_script_it_is_unmeasured(name):
    with in_simulation(mixture("naive")) as target:
        finding = PROBES[NAMES.index(name)](replace(target, carrier=None))
    assert (finding.verdict, finding.measure) == (Verdict.UNMEASURED, None)


@pytest.mark.parametrize("probe", PROBES, ids=NAMES)
def test_a_probe_asks_one_short_question(probe):
    assert probe.__doc__.endswith("?")
    assert len(probe.__doc__) < 50, "pandas would cut it off"


@pytest.mark.parametrize("probe", PROBES, ids=NAMES)
def test_a_backend_that_takes_no_message_is_unmeasured(probe):
    def refuse(ctx, actor, action, subject):
        if action.operation == "create_notification":
            raise Forbidden("nobody may write to anybody")
        return mixture("naive").authorize(ctx, actor, action, subject)

    with in_simulation(replace(mixture("naive"), authorize=refuse)) as target:
        finding = probe(target)
    assert finding.verdict is Verdict.UNMEASURED
    assert "never took a message: 403 ×" in finding.evidence


def call(seconds, text, status=202, answered=None):
    return CarrierCall(seconds, answered or seconds, "+49 555 0100", text, None, status, status == 202)


FOUR_AT_ONCE = [call(0.0, "a"), *[call(0.02, text, 429) for text in "bcd"]]


@pytest.mark.parametrize(
    ("calls", "early"),
    [
        ([*FOUR_AT_ONCE, call(2.05, "b")], 0),
        ([*FOUR_AT_ONCE, call(0.3, "e")], 0),
        ([*FOUR_AT_ONCE, call(0.7, "e")], 1),
        ([*FOUR_AT_ONCE, call(0.03, "b")], 1),
        ([*FOUR_AT_ONCE, call(1.85, "b")], 1),
        ([call(0.0, "a", 429, answered=5.0), call(4.0, "b", 429, answered=9.0)], 0),
        ([call(0.0, "a", 429, answered=5.0), call(5.0, "a")], 1),
    ],
    ids=["after it", "under way", "another, who knew", "again", "not quite", "slow answers", "slow, again"],
)
def test_a_call_is_too_early_only_for_whoever_could_know(calls, early):
    assert calls_too_early(calls, 2.0) == early
