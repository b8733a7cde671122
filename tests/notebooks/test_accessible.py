"""For everybody: what stored notebooks and their pictures tell to ears, and to eyes that see no colours."""

import re
from collections import defaultdict

import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from labapp.plots import style
from labapp.plots.live import LiveFigure
from labapp.plots.storm import StormFigure
from labapp.plots.storm_columns import StormColumns

from .contrast import contrast
from .drawing import DRAWN
from .stored import NOTEBOOKS, called, code_cells, text_cells

WHITE = "#ffffff"
TABLE = re.compile(r"<table.*?</table>", re.S)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(")
IMAGE = re.compile(r"<img\b[^>]*>")
INLINE = re.compile(r"(?<![\w-])(color|background(?:-color)?): ?(#[0-9a-f]{6})")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
PAGE = {"light": "#ffffff", "dark": "#111111"}
"""The ground of an output in JupyterLab's two themes."""


@pytest.fixture(params=NOTEBOOKS, ids=called)
def notebook(request):
    return request.param


def html(notebook):
    outputs = [output for cell in code_cells(notebook) for output in cell["outputs"]]
    return "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)


def test_links_and_pictures_in_the_text_have_words(notebook):
    found = [words for text in text_cells(notebook) for _, words in LINK.findall(text)]
    assert all(len(re.sub(r"[\W_]", "", words)) > 1 for words in found)
    assert not {words.lower() for words in found} & {"here", "link", "click here", "this"}


def test_pictures_in_html_have_words(notebook):
    images = IMAGE.findall(html(notebook) + "".join(text_cells(notebook)))
    assert all(re.search(r"""\balt=["'][^"']""", image) for image in images)


def test_tables_have_headers(notebook):
    assert all("<th" in table for table in TABLE.findall(html(notebook)))
    for text in text_cells(notebook):
        heads = re.findall(r"^\|(.*)\|\n\|[-:| ]+\|$", text, re.M)
        assert all(name.strip() for head in heads for name in head.split("|"))


def test_the_numbers_of_a_picture_are_told_in_text_because_jupyterlab_drops_its_words(notebook):
    for cell in code_cells(notebook):
        data = [output.get("data", {}) for output in cell["outputs"]]
        plain = " ".join("".join(each.get(kind, "")) for each in data for kind in ("text/plain", "text/html"))
        for output in cell["outputs"]:
            if "image/png" in output.get("data", {}):
                alt = output["metadata"]["image/png"]["alt"]
                assert set(NUMBER.findall(alt)) <= set(NUMBER.findall(plain)), alt


def test_a_colour_written_into_html_has_contrast_or_comes_from_the_theme(notebook):
    body = re.sub(r"<style.*?</style>", "", html(notebook), flags=re.S)
    for styled in re.findall(r'style="([^"]*)"', body):
        found = {name.partition("-")[0]: colour for name, colour in INLINE.findall(styled.lower())}
        if "color" in found:
            grounds = [found["background"]] if "background" in found else PAGE.values()
            assert all(contrast(found["color"], ground) >= 4.5 for ground in grounds), styled


@pytest.fixture(scope="module")
def figures():
    """Every kind of figure, as a notebook draws it."""
    drawn = {}
    with pytest.MonkeyPatch.context() as patch:
        png = LiveFigure.png
        patch.setattr(
            LiveFigure,
            "png",
            lambda self, *colours: drawn.setdefault(type(self), self) and png(self, *colours),
        )
        for draw in DRAWN.values():
            draw()
    return [figure.figure for figure in drawn.values()]


def ground(axes, text):
    """The colour that a text stands on: of the last patch below it, or of the paper."""
    where = text.get_transform().transform(text.get_position())
    still = [
        each for each in axes.patches if each.get_visible() and each.get_animated() <= text.get_animated()
    ]
    below = [patch for patch in still if patch.contains_point(where)]
    colours = [patch.get_facecolor() for patch in below if patch.get_facecolor()[3] == 1]
    return to_hex(colours[-1]) if colours else WHITE


def faint_words(figure):
    return [
        (text.get_text(), to_hex(text.get_color()), ground(axes, text))
        for axes in figure.axes
        for text in axes.findobj(Text)
        if text.get_visible()
        and text.get_text()
        and contrast(to_hex(text.get_color()), ground(axes, text)) < 4.5
    ]


def faint_marks(figure):
    """Visible lines and marks that stand out neither by their face nor by their edge."""
    return [
        line
        for axes in figure.axes
        for line in axes.lines
        if line.get_visible()
        and to_hex(line.get_color()) not in (style.SHADE, WHITE)  # rules, and signs on boxes
        and max(contrast(to_hex(c), WHITE) for c in (line.get_color(), line.get_markeredgecolor())) < 3
    ]


def told_by_colour_only(axes):
    """Forms (marker, dashes, width, steps, hollow) that several colours share, without a sign upon them."""
    signed = [line.get_xydata().tolist() for line in axes.lines if to_hex(line.get_color()) == WHITE]
    colours = defaultdict(set)
    for line in axes.lines:
        if line.get_xydata().tolist() not in signed:
            hollow = to_hex(line.get_markerfacecolor()) == WHITE
            dashes = (line.get_linestyle(), line.get_linewidth(), line.get_drawstyle())
            colours[line.get_marker(), *dashes, hollow].add(line.get_color())
    return [form for form, several in colours.items() if len(several) > 1]


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
