"""Slides are cut from the notebooks: nothing is added but notes, and nothing comes from a network."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from labapp import resources
from labapp.publishing.slides.agendas import AGENDAS, Step, steps
from labapp.publishing.slides.cut_notebook import slides
from labapp.publishing.slides.page import page
from labapp.workshop.lab_catalogue import LABS

STORM = resources.notebooks("02_retry_storm.ipynb")
MINUTES = {"short": 90, "half": 240 - 2 * 15, "day": 480 - 2 * 15 - 60}
"""What an agenda has, without breaks and lunch."""


def cut(*cells, steps=()):
    return slides(new_notebook(cells=list(cells)), list(steps)).cells


def kinds(cells):
    return [cell.metadata["slideshow"]["slide_type"] for cell in cells]


def headings(name):
    notebook = nbformat.read(resources.notebooks(f"{name}.ipynb"), as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return re.findall(r"^#+ (.*)$", text, re.M)


@pytest.fixture(scope="module")
def storm():
    return page(STORM)


@pytest.mark.parametrize("step", steps(), ids=lambda step: f"{step.lab[:2]} {step.heading}")
def test_a_planned_step_is_a_heading_of_its_notebook_and_in_its_order(step):
    planned = [each.heading for each in steps() if each.lab == step.lab]
    there = [heading for heading in headings(step.lab) if heading in planned]
    assert step.heading in there
    assert planned == there


@pytest.mark.parametrize("agenda", AGENDAS)
def test_an_agenda_fits_and_leaves_some_time(agenda):
    planned = sum(step.minutes[agenda] for step in steps())
    assert 5 <= MINUTES[agenda] - planned <= 45


def test_the_core_path_is_in_every_agenda():
    core = {lab.name for lab in LABS if lab.core}
    for agenda in AGENDAS:
        assert core <= {step.lab for step in steps() if step.minutes[agenda]}


def test_a_heading_begins_a_slide_and_long_text_goes_on_below():
    words = "A sentence that goes on for a while. " * 60
    cells = cut(new_markdown_cell(f"## One\n\n{words}\n\n{words}"), new_markdown_cell("## Two\n\nShort."))
    heads = [cell.source for cell in cells if cell.source.startswith("##")]
    assert heads == ["## One", "## One …", "## Two"]
    assert kinds(cells) == ["slide", "-", "subslide", "-", "slide", "-"]


def test_a_call_that_only_shows_is_seen_by_what_it_shows():
    image = new_output("display_data", {"image/png": "AAAA", "text/plain": "a question"})
    words = new_output("display_data", {"text/plain": "Three sliders."})
    (_, shown) = cut(new_markdown_cell("# A"), new_code_cell("seen = lab.storm()", outputs=[words, image]))
    assert shown.metadata["transient"]["remove_source"]
    assert shown.outputs == [image]


def test_other_code_is_seen_as_it_stands():
    (_, shown) = cut(new_markdown_cell("# A"), new_code_cell("m, k = 372, 3\nm + m / k - 1"))
    assert not shown.metadata["transient"]["remove_source"]


@pytest.mark.parametrize("source", ["%%check notify\nx = 1", 'lab.hint("notify")', 'lab.show_fix("notify")'])
def test_exercises_hints_and_solutions_are_on_no_slide(source):
    output = new_output("execute_result", {"text/html": "<p>secret</p>"})
    cells = cut(new_markdown_cell("# A"), new_code_cell(source, outputs=[output]))
    assert len(cells) == 1


def test_minutes_are_in_the_notes_only(storm):
    step = Step("a", "A", {"short": 7, "half": 0, "day": 9}, "Wait.")
    *_, note = cut(new_markdown_cell("# A\n\nWords."), steps=[step])
    assert note.metadata["slideshow"]["slide_type"] == "notes"
    assert note.source.endswith("Planned minutes: 7 in 90 minutes, 9 in a day.")
    notes = "".join(re.findall(r"<aside.*?</aside>", storm, re.S))
    assert storm.count("Planned minutes") == notes.count("Planned minutes") > 5


def test_a_link_to_a_lab_leads_to_its_slides():
    (_, linked) = cut(new_markdown_cell("# A\n\n[Next](02_retry_storm.ipynb)"))
    assert linked.source == "[Next](02_retry_storm.html)"


def test_no_script_style_font_or_picture_comes_from_a_network(storm):
    asked = re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']([^"']+)""", storm)
    assert {"reveal.js/dist/reveal.js", "reveal.js/dist/theme/white.css"} <= set(asked)
    assert all(address.startswith(("reveal.js/", "data:")) for address in asked)
    assert not re.findall(r"(?:@import|url\()\s*[\"']?https?:", storm)


def bare(text):
    return re.sub(r"[\s\W_]", "", text)


def test_nothing_of_the_text_is_lost(storm):
    cells = nbformat.read(STORM, as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    sentences = re.findall(r"[A-Z][^.:`*|\[(<]{30,}\.", text)
    shown = bare(re.sub(r"<[^>]+>", "", storm.partition('<div class="slides">')[2]))
    assert len(sentences) > 10
    assert [each for each in sentences if bare(each) not in shown] == []
