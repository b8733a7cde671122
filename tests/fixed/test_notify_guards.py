"""Each guard of the fixed notify, edited away by itself, turns the probe red that it is there for."""

import pytest

from labapp.fixed import notify
from labapp.probes.retries import PROBES

PROBE = {probe.__name__: probe for probe in PROBES}

GUARDS = [
    # what is edited away, what stands there instead, the probe that must turn red
    ("        return Later(0.0)  # a request", "        pass  # a request", "visitors_kept_waiting"),
    ('headers={"Idempotency-Key": message.key}', "headers={}", "deliveries_with_lost_replies"),
    ("    if response.status_code in PERMANENT:", "    if False:", "refusals_retried"),
    ("if not first and self.retries_saved < 1.0:", "if False:", "calls_under_random_failures"),
    ("self.open_until = now + max(opens, pause_seconds)", "pass", "calls_before_retry_after"),
    ("opens = self.OPEN_SECONDS if", "opens = 0.0 if", "calls_while_busy_and_down"),
    ("self.failures, self.open_until = 0, 0.0", "pass", "stuck_after_an_outage"),
]


@pytest.mark.parametrize(("old", "new", "name"), GUARDS, ids=[guard[0].strip() for guard in GUARDS])
def test_without_the_guard_its_probe_is_red(edited, found, old, new, name):
    finding = found(PROBE[name], notify=edited(notify, old, new).notify)
    assert finding.verdict == "broken", finding.evidence


@pytest.mark.parametrize("name", sorted({guard[2] for guard in GUARDS}))
def test_with_every_guard_it_holds(found, name):
    finding = found(PROBE[name], notify=notify.notify)
    assert finding.verdict == "held", finding.evidence
