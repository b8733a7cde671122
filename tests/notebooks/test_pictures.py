"""Every stored picture is still true: it is drawn anew and compared, and looked at."""

import base64
import io
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from PIL import Image

from labapp.figures import style
from labapp.figures.live_figure import LiveFigure
from labapp.figures.storm.figure import StormFigure
from labapp.figures.storm.table_and_sentence import StormColumns

from .drawing import DRAWN, storm_png
from .figures import faint_marks, faint_words, told_by_colour_only
from .stored import NOTEBOOKS, ROOT, called, pictures

REAL = {("02b_storms_in_depth", 1)}
"""Drawn from real time: the dots may move a little, the rest may not."""


KINDS = {}
"""The figures of the last pictures, by their kind."""


@contextmanager
def kept():
    with pytest.MonkeyPatch.context() as patch:
        png = LiveFigure.png
        patch.setattr(
            LiveFigure, "png", lambda self, *more: KINDS.update({type(self): self}) or png(self, *more)
        )
        yield


@cache
def drawn(name, number):
    with kept():
        return DRAWN[name, number]()


@pytest.fixture(scope="module")
def figures():
    """One figure of every kind, as a notebook draws it."""
    for which in DRAWN:
        drawn(*which)
    return [figure.figure for figure in KINDS.values()]


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=float)


def differing(ours, theirs):
    """Count the pixels that differ strongly; fonts and their edges are drawn alike on one machine."""
    return int((abs(pixels(ours) - pixels(theirs)) > 60).sum())


@pytest.mark.parametrize(("name", "number"), DRAWN)
def test_a_stored_picture_is_not_stale(name, number):
    stored = pictures(ROOT / "notebooks" / f"{name}.ipynb")[number]["data"]["image/png"]
    most = 2_000 if (name, number) in REAL else 20
    assert differing(drawn(name, number), base64.b64decode(stored)) < most


def test_every_stored_picture_is_drawn_anew():
    assert {(called(path), number) for path in NOTEBOOKS for number in range(len(pictures(path)))} == set(
        DRAWN
    )


def test_the_readme_shows_the_same_picture():
    shown = (ROOT / "data" / "pictures" / "storm.png").read_bytes()
    assert differing(storm_png("naive"), shown) < 20


def test_one_visitor_more_or_less_makes_a_picture_stale():
    columns = StormColumns(10, (10, 30), 60, [1] * 60, [True] * 60)
    seen = []
    for answered in ([True] * 60, [True] * 59 + [False]):
        figure = StormFigure(replace(columns, answered=answered), 46)
        figure.update()
        seen.append(figure.png())
    assert differing(*seen) >= 20


def test_words_in_figures_have_contrast(figures):
    assert not [words for figure in figures for words in faint_words(figure)]


def test_marks_in_figures_have_contrast(figures):
    assert not [line for figure in figures for line in faint_marks(figure)]


def test_no_series_is_told_by_its_colour_only(figures):
    assert not [form for figure in figures for axes in figure.axes for form in told_by_colour_only(axes)]


def test_a_faint_word_a_faint_mark_and_a_colour_alone_would_be_found():
    figure = StormFigure(StormColumns(10, (10, 30), 60), 46).figure
    above = figure.axes[0]
    above.text(0.5, 0.5, "faint", color="#cccccc", transform=above.transAxes)
    above.plot([1], [1], "v", color="#cccccc")
    above.plot([1], [1], "v", color=style.INK)
    assert [text for text, *_ in faint_words(figure)] == ["faint"]
    assert len(faint_marks(figure)) == 1
    assert len(told_by_colour_only(above)) == 1
