"""Each guard of the fixed audit, edited away by itself, turns the probe red that it is there for."""

import json
from datetime import UTC, datetime

import pytest

from labapp.fixed import audit
from labapp.probes.logs import PROBES
from labapp.services import Actor, Context, Event

PROBE = {probe.__name__: probe for probe in PROBES}
REQUEST = '"app": ("operation", "subject", "status", "method"),'
ERROR = '"error": ("kind", "where"),'


def wider(sink, more):
    return sink.replace("),", f", {more}),")


GUARDS = [
    # what is edited away, what stands there instead, the probe that must turn red
    (REQUEST, wider(REQUEST, '"body"'), "secrets_in_bodies"),
    (REQUEST, wider(REQUEST, '"body"'), "secrets_in_disguise"),
    (REQUEST, wider(REQUEST, '"headers"'), "secrets_in_headers"),
    (REQUEST, wider(REQUEST, '"path"'), "secrets_in_addresses"),
    (REQUEST, wider(REQUEST, '"query"'), "secrets_in_addresses"),
    (REQUEST, REQUEST + '"access": ("line",),', "secrets_in_addresses"),
    (REQUEST, REQUEST + '"sql": ("statement", "parameters"),', "secrets_of_its_own"),
    (ERROR, wider(ERROR, '"frames"'), "secrets_in_failures"),
    (ERROR, "", "where_it_failed"),
    ('"subject", ', "", "what_happened"),
    ('"status", ', "", "did_it_work"),
    ("event.actor and event.actor.member_id", "None", "who_did_it"),
    ('"correlation_id": event.correlation_id,', "", "requests_without_a_line"),
]


@pytest.mark.parametrize(("old", "new", "name"), GUARDS, ids=[f"{guard[2]} {guard[1]}" for guard in GUARDS])
def test_without_the_guard_its_probe_is_red(edited, found, old, new, name):
    finding = found(PROBE[name], audit=edited(audit, old, new).audit)
    assert finding.verdict == "broken", finding.evidence


@pytest.mark.parametrize("name", sorted({guard[2] for guard in GUARDS}))
def test_with_every_guard_it_holds(found, name):
    finding = found(PROBE[name], audit=audit.audit)
    assert finding.verdict == "held", finding.evidence


JSON, PLAIN = "return json.dumps(line, default=str)", 'return " ".join(map(str, line.values()))'


@pytest.mark.parametrize(("new", "verdict"), [(JSON, "held"), (PLAIN, "broken")])
def test_if_somebody_adds_the_path_json_still_keeps_one_event_on_one_line(edited, found, new, verdict):
    with_path = edited(audit, REQUEST, wider(REQUEST, '"path"'))
    finding = found(PROBE["forged_lines"], audit=edited(with_path, JSON, new).audit)
    assert finding.verdict == verdict, finding.evidence


KIND, EVENT = '"stderr": ("kind",)', '"stderr": ("kind", "event")'


@pytest.mark.parametrize(("new", "verdict"), [(KIND, "held"), (EVENT, "broken")])
def test_if_writing_fails_its_complaint_holds_no_secret(edited, found, new, verdict):
    complain = edited(audit, KIND, new).audit

    def stumble(ctx, event):
        return complain(ctx, event) if event.sink == "stderr" else 1 / 0

    finding = found(PROBE["secrets_in_complaints"], audit=stumble)
    assert finding.verdict == verdict, finding.evidence


class Clock:
    def now(self):
        return datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp()


def test_a_line_says_when_which_who_what_and_whether_it_worked():
    ctx, ann = Context(None, Clock(), None, None, "", None), Actor(3, 42, "member", None)
    fields = {"operation": "return_loan", "method": "POST", "subject": "x7", "status": 200, "body": "secret"}
    said = json.loads(audit.audit(ctx, Event("app", "c0ffee", ann, fields)))
    assert said.pop("at") == "2026-03-02T09:00:00+00:00"
    assert said.pop("correlation_id") == "c0ffee"
    assert said == {"actor": 42} | {name: fields[name] for name in fields if name != "body"}
