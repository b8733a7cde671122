"""Each guard of the fixed present, edited away by itself, turns the probe red that it is there for."""

import pytest

from labapp.fixed import present
from labapp.probes.ids import PROBE

GUARDS = [
    # what is edited away, what stands there instead, the probe that must turn red
    ("public_id=ctx.token()", "public_id=str(row)", "records_guessed"),
    ("next(iter(numbers), None)", "None", "row_numbers_elsewhere"),
    ("for name in PROMISED[type(entity)].split()", "for name in columns.keys()", "internal_fields"),
    (
        "(PUBLIC_IDS.c.kind == kind, PUBLIC_IDS.c.public_id",
        "(PUBLIC_IDS.c.row > 0, PUBLIC_IDS.c.public_id",
        "unknown_ids",
    ),
    ("row is not None else None", "row is not None else ctx.session.get(kind, text)", "unknown_ids"),
    ("    if found is None:\n        raise", "    if False:\n        raise", "unknown_ids"),
    ("return known[row]\n", "return known[row][::-1]\n", "links_lost"),
    (
        "    known = ids_near(",
        "    return ctx.token()\n    known = ids_near(",
        "links_lost",
    ),
]


@pytest.mark.parametrize(("old", "new", "name"), GUARDS, ids=[guard[0].strip() for guard in GUARDS])
def test_without_the_guard_its_probe_is_red(edited, found, old, new, name):
    finding = found(PROBE[name], present=edited(present, old, new).present)
    assert finding.verdict == "broken", finding.evidence


@pytest.mark.parametrize("name", sorted({guard[2] for guard in GUARDS}))
def test_with_every_guard_it_holds(found, name):
    finding = found(PROBE[name], present=present.present)
    assert finding.verdict == "held", finding.evidence
