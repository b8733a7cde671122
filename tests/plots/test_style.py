"""Words in a picture can be read: contrast by the formula of WCAG 2.2."""

import pytest

from labapp.plots import style

WORDS = ("INK", "QUIET", "BLUE_WORDS", "VERMILLION_WORDS", "GREEN_WORDS")
LINES = ("BLUE", "VERMILLION", "GREEN")


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("ground", ["#ffffff", style.SHADE])
def test_words_have_enough_contrast(name, ground):
    assert contrast(getattr(style, name), ground) >= 4.5


@pytest.mark.parametrize("name", LINES)
def test_lines_have_enough_contrast(name):
    assert contrast(getattr(style, name), "#ffffff") >= 3
