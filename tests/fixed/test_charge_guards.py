"""Each guard of the fixed charge, edited away by itself, turns the probe red that it is there for.

Unedited it holds them all: tests/probes/test_money.py.
"""

import pytest

from labapp.fixed import charge
from labapp.probes.money import PROBES

PROBE = {probe.__name__: probe for probe in PROBES}

GUARDS = [
    # what is edited away, what stands there instead, the probe that must turn red
    ("if earlier is not None:", "if False:", "paid_twice_after_a_lost_reply"),
    ("String(200), primary_key=True)", "String(200))", "paid_twice_after_a_restart"),
    ("if earlier.request != told:", "if False:", "other_amount_under_the_same_key"),
    ('{"idempotency_key", "at"}', '{"idempotency_key"}', "another_answer_after_a_lost_reply"),
    ("key is not None:\n        answer", "False:\n        answer", "another_answer_after_a_lost_reply"),
    (", refunded_cents <= Entry.amount_cents", ", True", "refunded_twice_at_once"),
    ("(refunded_cents=refunded_cents)", "(refunded_cents=amount_cents)", "refunded_beyond_two_halves"),
    ("round(Fraction(", "(lambda cents: int(cents + Fraction(1, 2)))(Fraction(", "fees_off_by_a_cent"),
    ("share + (number < left_over)", "share", "cents_lost_in_splits"),
]


@pytest.mark.parametrize(("old", "new", "name"), GUARDS, ids=[guard[0].strip() for guard in GUARDS])
def test_without_the_guard_its_probe_is_red(edited, found, old, new, name):
    finding = found(PROBE[name], charge=edited(charge, old, new).charge)
    assert finding.verdict == "broken", finding.evidence
