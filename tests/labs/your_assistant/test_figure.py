"""Verdicts side by side: what is drawn is what the table and the words say."""

import pytest

from labapp.labs.your_assistant.figure import VerdictFigure, plotted
from labapp.labs.your_assistant.table_and_sentence import WAITING, Cell, VerdictColumns
from labapp.probes.finding import Family, Side, Verdict

HELD, BROKEN, UNMEASURED = Verdict


def cell(*verdicts, in_part=False):
    return Cell(dict(zip(Side, verdicts, strict=False)), in_part)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (cell(HELD, HELD, HELD), "✓ held"),
        (cell(HELD, HELD, HELD, in_part=True), "✓ held in what could be asked"),
        (cell(BROKEN, HELD, BROKEN, in_part=True), "✗ broken: attack, over-fix"),
        (cell(BROKEN, UNMEASURED, HELD), "✗ broken: attack; ? unmeasured: contract"),
        (cell(BROKEN), WAITING),
    ],
)
def test_a_cell_says_which_sides(shown, words):
    assert shown.words == words


@pytest.mark.parametrize("names", [("a",), ("a", "b"), ("a", "b", "c")])
def test_a_mark_is_drawn_for_each_side_and_none_lies_on_another(names):
    columns = VerdictColumns(names, {(n, f): cell(HELD, BROKEN, UNMEASURED) for n in names for f in Family})
    drawn = plotted(VerdictFigure(columns))
    assert [len(places) for places in drawn.values()] == [6 * len(names)] * 3
    assert len({place for places in drawn.values() for place in places}) == 18 * len(names)
    assert all(0 < x < 9.6 and y > 0.4 for places in drawn.values() for x, y in places)


def test_a_verdict_moves_its_mark_to_another_shape():
    columns = VerdictColumns(("a",), {("a", Family.LOGS): cell(HELD, HELD, HELD)})
    figure = VerdictFigure(columns)
    before = plotted(figure)
    figure.update(VerdictColumns(("a",), {("a", Family.LOGS): cell(BROKEN, HELD, HELD)}))
    after = plotted(figure)
    assert after[BROKEN] == [place for place in before[HELD] if place not in after[HELD]]


def test_the_sentence_counts_families():
    columns = VerdictColumns(("a", "b"), {("a", family): cell(HELD, HELD, BROKEN) for family in Family})
    assert columns.sentence() == "a: of 6 families 6 broken; b: of 6 families not asked yet."
