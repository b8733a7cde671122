"""The five back-off rules against the published model, cell by cell."""

import csv

import numpy as np
import pytest

from labapp.labs.storms_in_depth.ways_to_wait import (
    REFERENCE,
    WAYS,
    WaitFigure,
    plotted,
    published,
    with_clients,
)
from labapp.simulation.backoff import RULES, Contention, run

REPLICATES = 500


def reference():
    with REFERENCE.open(newline="") as file:
        return list(csv.DictReader(file))


CELLS = {(int(row["clients"]), row["algorithm"]): row for row in reference()}


def test_the_reference_has_95_cells():
    assert len(CELLS) == 95
    assert {rule for _, rule in CELLS} == set(RULES) == set(WAYS)


def agrees(values, mean, sem):
    errors = np.hypot(values.std(ddof=1) / REPLICATES**0.5, sem)
    return abs(values.mean() - mean) <= max(3 * errors, 0.02 * mean)


@pytest.mark.parametrize(("clients", "rule"), CELLS)
def test_every_cell_is_within_three_standard_errors_or_two_per_cent(clients, rule):
    found, row = run(rule, Contention(clients, replicates=REPLICATES)), CELLS[clients, rule]
    assert agrees(found.time_ms, float(row["time_mean_ms"]), float(row["time_sem_ms"]))
    assert agrees(found.calls, float(row["calls_mean"]), float(row["calls_sem"]))


def test_one_seed_is_one_outcome():
    one, same, other = (run("FullJitter", Contention(20, seed=seed)) for seed in (1, 1, 2))
    assert (one.time_ms == same.time_ms).all()
    assert (one.time_ms != other.time_ms).any()


def test_alone_there_is_nothing_to_lose():
    found = run("None", Contention(1, hop_spread_ms=0.0))
    assert set(found.calls) == {1}
    assert set(found.time_ms) == {40.0}


def test_hops_of_any_spread_are_folded():
    wide = run("None", Contention(1, hop_mean_ms=0.0, hop_spread_ms=10.0, replicates=2000))
    assert wide.time_ms.mean() == pytest.approx(40.0 * (2 / np.pi) ** 0.5, rel=0.05)


def test_longer_hops_and_longer_pauses_take_longer():
    usual = run("Exponential", Contention(20)).time_ms.mean()
    assert run("Exponential", Contention(20, hop_mean_ms=20.0)).time_ms.mean() > usual
    assert run("Exponential", Contention(20, cap_ms=100.0)).time_ms.mean() < usual


@pytest.mark.parametrize(
    "wrong", [{"clients": 0}, {"replicates": 0}, {"cap_ms": -1.0}, {"hop_spread_ms": -1.0}]
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="or more"):
        Contention(**wrong)


def test_the_figure_shows_what_the_table_says():
    columns = with_clients(40)
    shown, table = plotted(WaitFigure(columns)), columns.table()
    assert [f"{value:.0f}" for value in shown["writes"]] == list(table.writes)
    assert [f"{value:.1f}" for value in shown["seconds"]] == list(table.seconds)
    assert shown["reference"] == [published()[40][rule][0] for rule in WAYS]


def test_where_there_is_no_reference_none_is_shown():
    columns = with_clients(15)
    assert plotted(WaitFigure(columns))["reference"] == []
    assert set(columns.table()["writes, reference"]) == {"–"}
