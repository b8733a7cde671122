"""Every stored picture is still true: it is drawn anew and compared."""

import base64
import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from labapp.plots.storm import StormFigure
from labapp.plots.storm_columns import StormColumns

from .drawing import DRAWN, storm_png
from .stored import NOTEBOOKS, ROOT, called, pictures

REAL = {("02b_storms_in_depth", 1)}
"""Drawn from real time: the dots may move a little, the rest may not."""


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=float)


def differing(ours, theirs):
    """Count the pixels that differ strongly; fonts and their edges are drawn alike on one machine."""
    return int((abs(pixels(ours) - pixels(theirs)) > 60).sum())


@pytest.mark.parametrize(("name", "number"), DRAWN)
def test_a_stored_picture_is_not_stale(name, number):
    stored = pictures(ROOT / "notebooks" / f"{name}.ipynb")[number]["data"]["image/png"]
    most = 2_000 if (name, number) in REAL else 20
    assert differing(DRAWN[name, number](), base64.b64decode(stored)) < most


def test_every_stored_picture_is_drawn_anew():
    assert {(called(path), number) for path in NOTEBOOKS for number in range(len(pictures(path)))} == set(
        DRAWN
    )


def test_the_readme_shows_the_same_picture():
    shown = (ROOT / "data" / "pictures" / "storm.png").read_bytes()
    assert differing(storm_png("naive"), shown) < 20


def test_one_visitor_more_or_less_makes_a_picture_stale():
    columns = StormColumns(10, (10, 30), 60, [1] * 60, [True] * 60)
    drawn = []
    for answered in ([True] * 60, [True] * 59 + [False]):
        figure = StormFigure(replace(columns, answered=answered), 46)
        figure.update()
        drawn.append(figure.png())
    assert differing(*drawn) >= 20
