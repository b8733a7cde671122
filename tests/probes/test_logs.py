"""The logs probes: which of them the naive backend breaks, and that the fixed one holds them all."""

from dataclasses import replace

import pytest

from labapp.probes.finding import Family, Side, Verdict
from labapp.probes.logs import PROBES
from labapp.services import Forbidden
from labapp.targets.mixture import mixture
from labapp.targets.open_target import BackendOptions, in_simulation
from labapp.targets.probing import PROBES as ALL
from labapp.targets.probing import target_named

NAMES = [probe.__name__ for probe in PROBES]
BROKEN_BY_NAIVE = {
    "secrets_in_bodies",
    "secrets_in_headers",
    "secrets_in_addresses",
    "secrets_of_its_own",
    "secrets_in_disguise",
    "secrets_in_failures",
    "forged_lines",
}
NEED_A_DISK = {"secrets_in_failures", "where_it_failed"}
SUPPORT = ["what_happened", "did_it_work", "who_did_it"]


def findings(services, change=lambda target: target):
    with in_simulation(services) as target:
        return {probe.__name__: probe(change(target)) for probe in PROBES}


def verdicts(found):
    return {name: finding.verdict.value for name, finding in found.items()}


@pytest.fixture(scope="module")
def naive():
    return findings(mixture("naive"))


@pytest.fixture(scope="module")
def fixed():
    return findings(mixture("naive+fixed.audit"))


@pytest.mark.parametrize("name", NAMES)
def test_naive_is_broken_where_it_should_be(naive, name):
    expected = Verdict.BROKEN if name in BROKEN_BY_NAIVE else Verdict.HELD
    assert naive[name].verdict is expected, naive[name].evidence


@pytest.mark.parametrize("name", NAMES)
def test_the_fix_holds_from_all_sides(fixed, name):
    assert fixed[name].verdict is Verdict.HELD, fixed[name].evidence


def test_every_secret_of_people_stands_in_the_naive_log(naive):
    planted = [naive[name] for name in BROKEN_BY_NAIVE - {"secrets_of_its_own", "forged_lines"}]
    for finding in planted:
        assert finding.evidence.startswith(f"{finding.measure:g} of {finding.measure:g} secrets")


def test_all_three_sides_are_judged(naive):
    assert {finding.side for finding in naive.values()} == set(Side)


def test_the_order_and_a_used_database_do_not_matter(naive):
    with in_simulation(mixture("naive")) as target:
        for run_id in ("one run", "another run"):
            used = replace(target, run_id=run_id)
            assert verdicts({each.__name__: each(used) for each in PROBES[::-1]}) == verdicts(naive)


def logging(audit):
    return replace(mixture("naive"), audit=audit)


def silence(ctx, event):
    return None


def faceless(ctx, event):
    return f"{event.fields.get('operation')} {event.fields.get('subject')} {event.fields.get('status')}"


def shouting(ctx, event):
    return f"{event.correlation_id} something happened" if event.sink == "app" else None


@pytest.mark.parametrize(
    ("audit", "broken"),
    [
        (silence, ["requests_without_a_line", *SUPPORT, "where_it_failed"]),
        (faceless, ["requests_without_a_line", "who_did_it", "where_it_failed"]),
        (shouting, [*SUPPORT, "where_it_failed"]),
    ],
)
def test_a_log_that_answers_nothing_is_broken(audit, broken):
    found = findings(logging(audit))
    assert [name for name, finding in found.items() if finding.verdict != "held"] == broken


def test_a_log_that_fails_complains_with_everything():
    def stumble(ctx, event):
        if event.sink == "app":
            raise ValueError("cannot format")
        return f"{event.correlation_id} {dict(event.fields)}" if event.sink == "stderr" else None

    found = findings(logging(stumble))
    assert found["secrets_in_complaints"].verdict is Verdict.BROKEN
    assert "5 of 5" in found["secrets_in_complaints"].evidence


@pytest.mark.parametrize("probe", PROBES, ids=NAMES)
def test_without_a_log_it_is_unmeasured(probe):
    with in_simulation(mixture("naive")) as target:
        finding = probe(replace(target, logs=None))
    assert (finding.verdict, finding.measure) == (Verdict.UNMEASURED, None)
    assert "--log FILE" in finding.evidence


def test_without_a_disk_to_fill_tracebacks_are_unmeasured():
    found = findings(mixture("naive+fixed.audit"), lambda target: replace(target, full_disk=None))
    unmeasured = {name for name, finding in found.items() if finding.verdict is Verdict.UNMEASURED}
    assert unmeasured == NEED_A_DISK


def test_without_our_carrier_only_what_it_was_sent_is_unmeasured():
    found = findings(mixture("naive+fixed.audit"), lambda target: replace(target, carrier=None))
    unmeasured = [name for name, finding in found.items() if finding.verdict is Verdict.UNMEASURED]
    assert unmeasured == ["secrets_at_carrier"]


def test_a_backend_that_lends_nothing_is_unmeasured_where_loans_are_needed():
    def refuse(ctx, actor, action, subject):
        if action.operation == "create_loan":
            raise Forbidden("closed for today")
        return mixture("naive").authorize(ctx, actor, action, subject)

    found = findings(replace(mixture("naive"), authorize=refuse))
    unmeasured = [name for name, finding in found.items() if finding.verdict is Verdict.UNMEASURED]
    assert unmeasured == SUPPORT
    assert "POST /loans answered 403" in found["what_happened"].evidence


@pytest.mark.parametrize("probe", PROBES, ids=NAMES)
def test_a_probe_asks_one_short_question(probe):
    assert probe.__doc__.endswith("?")
    assert len(probe.__doc__) < 50, "pandas would cut it off"


def test_what_a_fixed_log_changes_is_no_business_of_retries():
    fast = [probe for probe in ALL[Family.RETRIES] if probe.__name__ in ("once_when_healthy", "unaccounted")]
    for name in ("naive", "naive+fixed.audit"):
        with in_simulation(mixture(name)) as target:
            assert [probe(target).verdict for probe in fast] == [Verdict.HELD] * 2


STRANGER = """
import os, secrets, sys
import requests
from random import SystemRandom
from labapp.toolshed.app import create_app as build
from labapp.toolshed.dependencies import Settings, Dependencies
from labapp.targets.mixture import mixture
from labapp.simulation.clock import RealClock

def create_app():
    known = [os.environ[name] for name in ("DATABASE_URL", "CARRIER_URL", "ADMIN_EMAIL", "ADMIN_PASSWORD")]
    write = lambda sink, line: print(line, file=sys.stderr)
    around = Dependencies(RealClock(), SystemRandom(), secrets.token_urlsafe, requests.Session(), write)
    return build(mixture("naive"), Settings(*known, "pbkdf2:sha256:1", demo=False), around)
"""


def test_a_stranger_is_read_from_what_it_prints_and_its_disk_is_filled(tmp_path, naive):
    file = tmp_path / "stranger.py"
    file.write_text(STRANGER)
    with target_named(str(file), BackendOptions()) as target:
        found = {probe.__name__: probe(target) for probe in PROBES}
    assert verdicts(found) == verdicts(naive)
    assert found["secrets_in_bodies"].evidence == "4 of 4 secrets are in the log."
