"""For everybody: what stored notebooks and their pictures tell to ears, and to eyes that see no colours."""

import re

import pytest

from .contrast import contrast
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
