"""The pictures of incident day show what their tables say."""

from itertools import combinations

import pytest

from labapp.labs.incident_day.figure import HIGHEST, DayFigure, plotted
from labapp.labs.incident_day.mixtures.table import MixtureColumns
from labapp.labs.incident_day.receipt.figure import WholeReceiptFigure
from labapp.labs.incident_day.receipt.figure import plotted as squares
from labapp.labs.incident_day.receipt.table_and_sentence import Line, WholeColumns
from labapp.labs.incident_day.table_and_sentence import METRICS, DayColumns

SEEN = DayColumns(4, (1, 3), ("charge",), [0, 1, 2, 2], [0.0, 2.5, 2.5, 7.5], [0, 0, 1, 4], [3, 9, 9, 27])
DEAR = DayColumns(4, (1, 3), (), *([HIGHEST[name]] for name in METRICS))


def drawn(columns, before=None):
    figure = DayFigure(columns, before)
    figure.update()
    return figure


def test_what_is_drawn_of_a_day_is_what_was_seen():
    assert plotted(drawn(SEEN)) == {name: getattr(SEEN, name) for name in METRICS}
    assert [number.get_text() for number in drawn(SEEN).numbers] == ["2", "8 €", "4", "27"]


def test_the_sentence_has_what_was_merged_and_every_cost():
    said = SEEN.sentence()
    assert all(part in said for part in ("merged: charge", "2 people", "8 euros", "4 errands", "27 secrets"))


@pytest.mark.parametrize(("columns", "before"), [(SEEN, DEAR), (DEAR, None), (DayColumns(4, (1, 3)), SEEN)])
def test_the_words_of_a_day_stay_inside_and_apart(columns, before):
    figure = drawn(columns, before)
    for axes in figure.figure.axes:
        boxes = [text.get_window_extent() for text in axes.texts]
        assert all(figure.figure.bbox.contains(*box.min) for box in boxes)
        assert all(figure.figure.bbox.contains(*box.max) for box in boxes)
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def of_three(*costs):
    names = [(), ("a",), ("b",), ("a", "b")]
    paid = {frozenset(n): dict.fromkeys(METRICS, c) for n, c in zip(names, costs, strict=True)}
    return MixtureColumns(("a", "b"), paid)


def test_a_fix_is_told_alone_and_last():
    effects = of_three(10, 12, 4, 4).effects()
    assert effects.loc["a"].tolist() == ["+2 / ·"] * 4
    assert effects.loc["b"].tolist() == ["−6 / −8"] * 4


def test_the_least_of_the_pairs_has_a_star():
    table = of_three(10, 12, 4, 3).table()
    assert table.loc["a + b"].tolist() == ["3 ★"] * 4
    assert table.loc["nothing merged"].tolist() == ["10"] * 4


def paper(broken):
    lines = [Line("retries", "02", {"naive": 12, "fixed": 12}, broken), Line("logs", "03")]
    costs = {side: dict.fromkeys(METRICS, 1) for side in ("naive", "fixed")}
    return WholeReceiptFigure(WholeColumns(lines, costs))


def test_a_square_is_drawn_for_each_probe():
    figure = paper({"naive": 8, "fixed": 0})
    assert squares(figure)[0] == {"naive": (8, 4), "fixed": (0, 12)}
    assert squares(figure)[1] == {"naive": (0, 0), "fixed": (0, 0)}
    assert figure.columns.table().iloc[0].tolist() == ["8 of 12", "0 of 12"]


def test_a_lamp_is_lit_only_when_all_hold():
    strips = paper({"naive": 1, "fixed": 0}).strips
    assert [strips[0][side].glow.get_visible() for side in ("naive", "fixed")] == [False, True]
    assert [strips[0][side].word.get_text() for side in ("naive", "fixed")] == [
        "✗ 1 of 12 broken",
        "✓ all 12 hold",
    ]
    assert not strips[1]["fixed"].glow.get_visible()


def test_the_receipt_has_no_total():
    assert "no total" in paper({"naive": 8, "fixed": 0}).columns.sentence()
