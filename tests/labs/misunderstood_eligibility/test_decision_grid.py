"""The grid: asked over HTTP, its picture says what its table says, and a chosen cell opens its incident."""

import ipywidgets
import pytest

from labapp.labs.misunderstood_eligibility.decision_grid.answers import answers
from labapp.labs.misunderstood_eligibility.decision_grid.figure import GridFigure, plotted
from labapp.labs.misunderstood_eligibility.decision_grid.panel import CellChooser, blank_grid
from labapp.labs.misunderstood_eligibility.exercise import grid_answers
from labapp.labs.misunderstood_eligibility.incidents import incidents
from labapp.targets.mixture import mixture


@pytest.fixture(scope="module", params=["naive", "naive+fixed.eligible"])
def columns(request):
    return blank_grid().told(answers(mixture(request.param)))


@pytest.fixture(scope="module")
def figure():
    return GridFigure(blank_grid().told(answers(mixture("naive"))))


def test_the_picture_shows_what_the_table_says(columns):
    shown, table = plotted(GridFigure(columns)), columns.table()
    assert list(shown) == list(table.index)
    for row, signs in shown.items():
        assert signs.count("✓") == table.loc[row, "right"]
        assert signs.count("✗") == table.loc[row, "wrongly let in"] + table.loc[row, "wrongly turned away"]
        assert len(signs) == 4


def test_naive_is_right_in_half_of_it(figure):
    assert figure.columns.sentence() == (
        "Of 40 visits 20 were judged as the incidents teach, "
        "14 people were wrongly let in, 6 wrongly turned away."
    )


def test_the_picture_says_how_many_are_right_and_what_the_wrong_ones_were_told(figure):
    said = [sign.get_text() for sign in figure.signs]
    assert figure.score.get_text() == "20 of 40 right"
    assert sum("told yes" in words for words in said) == 14
    assert sum("told no" in words for words in said) == 6


def test_what_was_not_asked_is_neither_right_nor_wrong():
    some = blank_grid().told([True, None])
    assert plotted(GridFigure(some))[some.rows[0]] == ["✗", "·", "·", "·"]
    assert some.sentence().startswith("Of 1 visits 0 were")


def test_the_left_half_is_no_and_the_right_half_is_yes():
    grid = blank_grid()
    assert all([cell.should for cell in grid.of(row)] == [False, False, True, True] for row in grid.rows)


def test_a_chosen_cell_is_framed_and_its_incident_told(figure):
    opened = CellChooser(figure)
    first, before = opened.open(), figure.png()
    opened.list.value = next(
        n for _, n in opened.list.options if figure.columns.cells[n].row[:7] == "2021-09"
    )
    assert incidents()["2021-09"].rule in opened.words.value
    assert incidents()["2018-09"].rule in first
    assert figure.png() != before
    assert figure.opened.get_text().startswith("framed, and told below: 2021-09")


def test_wrong_cells_come_first_and_a_list_has_a_keyboard_way(figure):
    opened = CellChooser(figure)
    wrong = [label.startswith("✗") for label, _ in opened.list.options]
    assert wrong == [True] * 20 + [False] * 20
    assert isinstance(opened.list, ipywidgets.Dropdown)


def test_a_cell_that_changes_is_drawn_anew():
    figure = GridFigure(blank_grid())
    empty = figure.png()
    figure.update(blank_grid().told([False]))
    assert figure.png() != empty
    assert plotted(figure)[figure.columns.rows[0]][0] == "✓"


def test_a_rule_that_breaks_leaves_its_cells_open():
    def broken(ctx, request):
        raise ZeroDivisionError

    answer = type("Answer", (), {"rule": staticmethod(broken), "test": None})
    assert grid_answers(answer)["told"] == [None] * 40
