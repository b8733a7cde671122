"""One polite retry that outlives its cause: published thresholds, and a figure that follows the slider."""

import pytest

from labapp.labs.retry_storm.polite_retry import PoliteRetryFigure, at_load, plotted
from labapp.simulation.metastable_failure import RetriedService, run


def test_the_published_storm_outlives_its_cause():
    offered, answered = run(RetriedService(280))
    assert (offered[0], answered[0]) == (280, 280)
    assert set(offered[11:]) == {560}
    assert set(answered[10:]) == {0}


@pytest.mark.parametrize(("load", "recovers"), [(100, True), (149, True), (150, False), (290, False)])
def test_half_of_the_capacity_is_the_safe_load(load, recovers):
    assert (at_load(load).answered[-1] == load) is recovers
    assert ("answers none" not in at_load(load).sentence()) is recovers


@pytest.mark.parametrize("wrong", [{"load_per_second": -1}, {"capacity_per_second": 0}, {"seconds": -1}])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="more than 0"):
        RetriedService(**wrong)


@pytest.mark.parametrize("load", [140, 280])
def test_the_figure_shows_what_the_table_says(load):
    columns = at_load(load)
    shown, table = plotted(PoliteRetryFigure(columns)), columns.table()
    assert shown == {"offered": list(columns.offered), "answered": list(columns.answered)}
    assert round(sum(shown["offered"][20:]) / 40) == table.loc["after it", "offered a second"] > 0


def test_another_load_is_another_picture():
    figure = PoliteRetryFigure(at_load(280))
    before = figure.png()
    figure.update(at_load(140))
    assert figure.png() != before
