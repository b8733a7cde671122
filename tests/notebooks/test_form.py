"""What every stored notebook must be: run, short, readable."""

import re
from itertools import pairwise

import pytest

from labapp.labs.brilliant_intern.lamps.table_and_sentence import State
from labapp.workshop.questions import all_questions
from labapp.workshop.source_code import source_of

from .drawing import intern_s_tests
from .stored import NOTEBOOKS, called, code_cells, pictures, rows, text_cells

OBJECT = re.compile(r"<|[A-Z]\w+\((?:children|value|options|description)=")
"""What Python says of an object that has no words of its own."""


@pytest.fixture(params=NOTEBOOKS, ids=called)
def notebook(request):
    return request.param


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_every_code_cell_was_run_in_order_and_none_failed(notebook):
    cells = code_cells(notebook)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert not [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]


@pytest.mark.parametrize("notebook", [path for path in NOTEBOOKS if path.parent.name == "notebooks"])
def test_there_is_a_way_back_after_a_cull(notebook):
    first, *others = ("".join(cell["source"]) for cell in code_cells(notebook))
    begins_with_the_storm = notebook.stem == "00_start_here"
    assert "lab.labs()" in others if begins_with_the_storm else first.endswith("\nlab.start()")


def test_outputs_are_stored_so_that_a_comparison_can_fail(notebook):
    assert sum(bool(cell["outputs"]) for cell in code_cells(notebook)) >= len(code_cells(notebook)) / 2


def test_cells_are_short(notebook):
    sources = ["".join(cell["source"]) for cell in code_cells(notebook)]
    ours = [source for source in sources if not source.startswith("%%check")]
    assert max(len(source.splitlines()) for source in ours) <= 15


def test_an_exercise_begins_with_the_code_as_it_came(notebook):
    for source in ("".join(cell["source"]) for cell in code_cells(notebook)):
        if source.startswith("%%check"):
            head, _, body = source.partition("\n")
            assert body.rstrip() == source_of(head.split()[1]).rstrip()


def test_the_text_is_short(notebook):
    assert sum(len(text.split()) for text in text_cells(notebook)) <= 1200


def test_headings_are_in_order(notebook):
    levels = [len(mark) for text in text_cells(notebook) for mark in re.findall(r"^(#+) ", text, re.M)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_links_lead_to_files_that_exist(notebook):
    linked = [name for text in text_cells(notebook) for name in re.findall(r"\]\(([^:)]+)\)", text)]
    assert all((notebook.parent / name).exists() for name in linked)


def test_no_output_needs_a_running_kernel(notebook):
    outputs = [output for cell in code_cells(notebook) for output in cell["outputs"]]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert "application/vnd.jupyter.widget-view+json" not in kinds


def test_every_output_has_words_and_not_the_name_of_an_object(notebook):
    shown = [
        output["data"] for cell in code_cells(notebook) for output in cell["outputs"] if "data" in output
    ]
    assert [data for data in shown if OBJECT.match("".join(data.get("text/plain", "<")))] == []


def test_pictures_have_words_for_those_who_cannot_see_them(notebook):
    alts = [picture["metadata"].get("image/png", {}).get("alt", "") for picture in pictures(notebook)]
    assert alts
    assert all(len(alt) > 40 for alt in alts)


def test_the_notebook_is_light(notebook):
    assert notebook.stat().st_size < 500_000


def test_the_intern_s_tests_are_green_and_cover_most_and_no_lamp_is_on():
    tests, states = intern_s_tests(), {row[-1] for row in rows("01_brilliant_intern", "seen.table()")}
    assert not tests.failed.total()
    assert tests.coverage_percent >= 90
    assert states == {State.DARK}
    assert all_questions()["01.lamps"].right == 0


def test_the_explanation_is_right_and_coverage_points_at_the_retry_as_the_text_says():
    assert {row[-1] for row in rows("01_brilliant_intern", "lab.explained()")} == {"✓"}
    never_run = rows("01_brilliant_intern", "tests.never_run()")
    assert any(service == "notify" and "except" in text for service, _, text in never_run)
