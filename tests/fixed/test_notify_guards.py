"""Each guard of the fixed notify, edited away by itself, turns the probe red that it is there for."""

import importlib.util
import inspect
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from labapp.fixed import notify
from labapp.lab.mixture import mixture
from labapp.lab.target import in_lab
from labapp.probes.finding import Verdict
from labapp.probes.retries import PROBES

SOURCE = Path(inspect.getfile(notify)).read_text()
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


def edited(tmp_path, old, new):
    """Import the fixed notify with one line changed."""
    assert SOURCE.count(old) == 1, f"the line is gone: {old!r}"
    file = tmp_path / "edited_notify.py"
    file.write_text(SOURCE.replace(old, new))
    spec = importlib.util.spec_from_file_location("edited_notify", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules["edited_notify"] = module
    spec.loader.exec_module(module)
    return module.notify


@pytest.mark.parametrize(("old", "new", "name"), GUARDS, ids=[guard[0].strip() for guard in GUARDS])
def test_without_the_guard_its_probe_is_red(tmp_path, old, new, name):
    with in_lab(replace(mixture("naive"), notify=edited(tmp_path, old, new))) as target:
        finding = PROBE[name](target)
    assert finding.verdict is Verdict.BROKEN, finding.evidence


@pytest.mark.parametrize("name", sorted({guard[2] for guard in GUARDS}))
def test_with_every_guard_it_holds(name):
    with in_lab(mixture("naive+fixed.notify")) as target:
        finding = PROBE[name](target)
    assert finding.verdict is Verdict.HELD, finding.evidence
