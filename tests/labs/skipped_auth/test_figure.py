"""The access figure shows what its table says, and nothing on an axis is empty."""

from dataclasses import replace

import pytest

from labapp.labs.skipped_auth.figure import QUESTION, AccessFigure, plotted
from labapp.labs.skipped_auth.table_and_sentence import AccessColumns

ACTORS, ACTIONS = ("visitor", "member", "admin"), ("read", "write")
WRONG = {
    ("visitor", "read"): "let in",
    ("visitor", "write"): "let in",
    ("member", "read"): "turned away",
    ("member", "write"): "",
    ("admin", "read"): "",
    ("admin", "write"): "",
}
COLUMNS = AccessColumns(ACTORS, ACTIONS, WRONG, frozenset({("visitor", "read"), ("admin", "write")}))


def drawn(columns):
    figure = AccessFigure(columns)
    figure.update()
    return figure


def test_the_picture_shows_what_the_table_says():
    table, shown = COLUMNS.table(), plotted(drawn(COLUMNS))
    for column, name in (
        ("right", "right"),
        ("wrongly let in", "let in"),
        ("wrongly turned away", "turned away"),
    ):
        rows = [int(y) for _, y in shown[name]]
        assert list(table[column]) == [rows.count(row) for row in range(len(ACTORS))]
    assert shown["marked"] == [(1, 2), (0, 0)]


def test_a_cell_that_was_not_tried_is_not_drawn():
    begun = replace(COLUMNS, wrong={("visitor", "read"): "let in"}, marked=frozenset())
    assert {name: len(points) for name, points in plotted(drawn(begun)).items()} == {
        "right": 0, "let in": 1, "turned away": 0, "marked": 0,
    }  # fmt: skip


def test_every_row_and_column_has_its_name_and_the_title_asks():
    (axes,) = drawn(COLUMNS).figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == list(ACTORS)
    assert [label.get_text() for label in axes.get_xticklabels()] == list(ACTIONS)
    assert axes.get_title(loc="left") == QUESTION
    assert QUESTION.endswith("?")


def test_the_total_stands_in_the_picture_also_when_nothing_is_wrong():
    assert drawn(COLUMNS).total.get_text() == "3 of 6 wrong"
    assert drawn(replace(COLUMNS, wrong=dict.fromkeys(WRONG, ""))).total.get_text() == "0 of 6 wrong"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (COLUMNS, "Of 6 cells 3 are wrong: 2 let somebody in and 1 turn somebody away, and should not."),
        (COLUMNS, "Marked: 2, of which 1 wrong; wrong and not marked: 2."),
        (replace(COLUMNS, wrong=dict.fromkeys(WRONG, "")), "All 6 cells are right"),
    ],
)
def test_the_sentence_has_the_numbers(columns, said):
    assert said in columns.sentence()


def test_the_colours_of_the_two_faults_come_with_two_signs():
    figure = drawn(COLUMNS)
    signs = [lines[1].get_marker() for lines in (figure.let_in, figure.turned_away)]
    assert len(set(signs)) == 2
