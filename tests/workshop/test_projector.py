"""Projector mode: larger words where there is room, and nothing changes without it."""

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from labapp import lab
from labapp.figures import style
from labapp.figures.storm.figure import StormFigure
from labapp.figures.storm.table_and_sentence import StormColumns
from labapp.labs.misunderstood_eligibility.decision_grid.figure import GridFigure
from labapp.labs.misunderstood_eligibility.decision_grid.panel import blank_grid

SHARE_OF_SCREEN, SCREEN_PIXELS = 0.03, (1280, 720)


@pytest.fixture(autouse=True)
def as_usual(monkeypatch):
    monkeypatch.setattr(style.Projector, "scale", 1.0)


def storm():
    return StormFigure(StormColumns(10, (10, 30), 60, [1] * 60, [True] * 60), 46)


def words(figure):
    texts = [text for axes in figure.figure.axes for text in (*axes.texts, axes.title, axes.xaxis.label)]
    return [text for text in texts if text.get_text()]


def test_in_a_room_every_word_of_the_storm_has_its_share_of_the_screen():
    usual = storm().figure.bbox.width
    lab.projector()
    figure = storm()
    pixels = [text.get_fontsize() * figure.figure.dpi / 72 for text in words(figure)]
    assert min(pixels) >= SHARE_OF_SCREEN * SCREEN_PIXELS[1]
    assert usual < figure.figure.bbox.width <= SCREEN_PIXELS[0]


@pytest.mark.parametrize("draw", [storm, lambda: GridFigure(blank_grid())])
def test_larger_words_stay_inside_their_picture(draw):
    lab.projector()
    figure = draw()
    whole = figure.figure.bbox.padded(1)
    boxes = [text.get_window_extent() for text in words(figure)]
    assert all(whole.contains(*box.min) and whole.contains(*box.max) for box in boxes)


def test_cells_that_are_full_of_words_only_grow_as_a_whole():
    before = GridFigure(blank_grid()).figure
    lab.projector()
    after = GridFigure(blank_grid()).figure
    assert after.bbox.width / before.bbox.width == pytest.approx(after.dpi / before.dpi)


@pytest.mark.parametrize(
    ("scale", "shown"), [(1.5, '<table style="font-size: 1.50em"'), (1, "<table border")]
)
def test_a_table_is_larger_too_until_it_is_taken_back(scale, shown):
    shell = InteractiveShell.instance()
    try:
        lab.projector(1.2)
        lab.projector(scale)
        html = shell.display_formatter.formatters["text/html"](pd.DataFrame({"a": [1]}))
    finally:
        InteractiveShell.clear_instance()
    assert shown in html


@pytest.mark.parametrize("scale", [0.5, 3])
def test_a_scale_that_nobody_can_read_is_refused(scale):
    with pytest.raises(ValueError, match="Choose from 1 to 2"):
        lab.projector(scale)
