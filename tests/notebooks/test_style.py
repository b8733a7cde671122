"""Words in a picture can be read: contrast by the formula of WCAG 2.2."""

import pytest

from labapp.figures import style

from .contrast import contrast

WORDS = ("INK", "QUIET", "BLUE_WORDS", "VERMILLION_WORDS", "GREEN_WORDS")
LINES = ("BLUE", "VERMILLION", "GREEN")


def test_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("ground", ["#ffffff", style.SHADE])
def test_words_have_enough_contrast(name, ground):
    assert contrast(getattr(style, name), ground) >= 4.5


@pytest.mark.parametrize("name", LINES)
def test_lines_have_enough_contrast(name):
    assert contrast(getattr(style, name), "#ffffff") >= 3
