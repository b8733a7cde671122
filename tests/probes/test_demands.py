"""Every probe has a demand, word for word; every sentence has a probe, or a reason why not."""

import pytest

from labapp import resources
from labapp.probes.demands import DEMANDS, NOT_PROBED, demand_of
from labapp.probes.families import PROBES
from labapp.reports.coverage import coverage

NAMES = [probe.__name__ for probes in PROBES.values() for probe in probes]


def words(text):
    return " ".join(text.replace("\n# ", "\n").split())


CORE, EXPLICIT = (
    words(resources.data("contract", name).read_text(encoding="utf-8"))
    for name in ("core.yaml", "prompt_explicit.md")
)


def sentences():
    body = EXPLICIT.partition(" - ")[2].partition(" If something that looks redundant")[0]
    asked = body.replace(" What has to be right, because it will happen:", "")
    return asked.split(" - ")


@pytest.mark.parametrize("name", NAMES)
def test_a_probe_has_a_demand(name):
    assert demand_of(name).sentence


@pytest.mark.parametrize("demand", DEMANDS, ids=[demand.sentence[:40] for demand in DEMANDS])
def test_a_demand_stands_where_it_is_said_to_stand(demand):
    assert words(demand.sentence) in (CORE if demand.told else EXPLICIT)
    assert set(demand.probes) <= set(NAMES)


def test_every_sentence_of_the_prompt_is_probed_or_it_is_said_why_not():
    probed = {demand.sentence for demand in DEMANDS if not demand.told}
    assert probed.isdisjoint(NOT_PROBED)
    assert probed | set(NOT_PROBED) == set(sentences())


def test_a_probe_without_a_demand_is_told_of():
    with pytest.raises(LookupError, match=r"demands\.py for the probe new_one"):
        demand_of("new_one")


def test_the_coverage_table_is_that_of_the_code():
    stored = resources.data("contract", "coverage.md").read_text(encoding="utf-8")
    assert stored == coverage(), "python -m labapp.reports.coverage > data/contract/coverage.md"
