"""The picture of a room shows what its table says."""

import pytest

from labapp.publishing.class_view import figure
from labapp.publishing.class_view.chat import read_chat
from labapp.publishing.class_view.figure import ClassFigure, plotted
from labapp.publishing.class_view.panel import counted
from labapp.publishing.class_view.sample_chat import invented_class
from labapp.publishing.class_view.table_and_sentence import ClassColumns, StepCount

from .contrast import contrast

ROOM = counted(read_chat(invented_class()))


def test_each_cell_has_the_number_and_the_words_of_the_table():
    in_table = [cell for row in ROOM.table().to_numpy().tolist() for cell in row if cell]
    assert plotted(ClassFigure(ROOM)) == in_table


def test_another_reading_changes_numbers_and_tints():
    figure = ClassFigure(ROOM)
    before = [box.get_facecolor() for box in figure.boxes]
    figure.update(counted(read_chat("")))
    assert {cell.split()[0] for cell in plotted(figure)} == {"0"}
    assert before != [box.get_facecolor() for box in figure.boxes]


@pytest.mark.parametrize(
    ("people", "tint"), [(0, 0), (1, 1), (7, 1), (8, 2), (14, 2), (15, 3), (21, 3), (22, 4), (28, 4)]
)
def test_a_darker_cell_is_a_larger_share_of_the_room(people, tint):
    assert figure._tint(people, 28) == figure.TINTS[tint]


@pytest.mark.parametrize("tint", figure.TINTS[1:])
def test_the_number_can_be_read_on_every_tint(tint):
    ink = "#ffffff" if figure._ink(tint) == "white" else figure._ink(tint)
    assert contrast(ink, tint) >= 4.5


def test_the_words_stay_inside_their_cells():
    figure = ClassFigure(ROOM)
    for box, words in zip(figure.boxes, figure.words, strict=True):
        cell, text = box.get_window_extent(), words.get_window_extent()
        assert cell.padded(1).contains(*text.min)
        assert cell.padded(1).contains(*text.max)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((3, 3), "In no lab do people stop"),
        ((3, 1), "Most stop in 02: 3 have “one”, 1 have “two”."),
    ],
)
def test_the_sentence_says_where_most_stop(counts, said):
    steps = tuple(StepCount("02", step, people) for step, people in zip(("one", "two"), counts, strict=True))
    assert said in ClassColumns(3, steps).sentence()
