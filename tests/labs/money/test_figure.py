"""The picture of a morning at the till shows what its table says."""

import pytest

from labapp.labs.money.figure import MorningFigure, plotted
from labapp.labs.money.table_and_sentence import MorningColumns

SEEN = MorningColumns(8, [0.0, 5.0, 5.0, 9.5], [0.0, 0.0, 20.0, 20.0], [1.02, 3.02], [2.5], 12_345)


def drawn(columns):
    figure = MorningFigure(columns, highest=250)
    figure.update()
    return figure


def test_what_is_drawn_is_what_was_seen():
    shown = plotted(drawn(SEEN))
    assert (shown["paid_twice"], shown["refunded_twice"]) == (SEEN.paid_twice, SEEN.refunded_twice)
    assert (shown["lost"], shown["met"]) == (SEEN.lost, SEEN.met)


def test_the_table_adds_up_to_the_picture():
    table, shown = SEEN.table(), plotted(drawn(SEEN))
    assert table["euros paid twice"].sum() == shown["paid_twice"][-1]
    assert table["euros refunded twice"].sum() == shown["refunded_twice"][-1]
    assert table["replies lost"].sum() == len(shown["lost"])
    assert table["refunds that met"].sum() == len(shown["met"])


def test_the_sentence_has_the_numbers():
    said = SEEN.sentence()
    assert all(number in said for number in ("123.45", "2 replies were lost", "9.50", "1 deposit", "20.00"))


def test_the_picture_says_what_went_through():
    figure = drawn(MorningColumns(8, [0.0], [0.0], [], [2.5], 500, 3, 3, 1))
    assert figure.booked.get_text() == "3 payments, booked 3 times; 1 deposits, refunded 1 times"


def test_before_it_begins_it_is_told_and_drawn_too():
    assert "0.00 euros" in MorningColumns(60).sentence()
    assert drawn(MorningColumns(60)).png()


@pytest.mark.parametrize(("paid", "refunded"), [(0.0, 0.0), (100.0, 100.0), (100.0, 110.0), (110.0, 100.0)])
def test_two_sums_that_are_close_are_written_one_over_the_other(paid, refunded):
    names = drawn(MorningColumns(60, [paid], [refunded])).names
    boxes = [name.get_window_extent() for name in names]
    assert not boxes[0].overlaps(boxes[1])


@pytest.mark.parametrize("columns", [SEEN, MorningColumns(60, [0.0] * 60, [0.0] * 60)])
def test_the_words_stay_inside_the_picture(columns):
    figure = drawn(columns)
    whole = figure.figure.bbox
    assert all(whole.contains(*name.get_window_extent().min) for name in figure.names)
    assert all(whole.contains(*name.get_window_extent().max) for name in figure.names)
