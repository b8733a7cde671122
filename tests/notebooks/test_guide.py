"""The guide of instructors: what it names exists, and what it repeats is the same."""

import re

import pytest

from labapp import lab
from labapp.publishing.slides.agendas import by_lab, by_step
from labapp.workshop.lab_catalogue import LABS
from labapp.workshop.questions import all_questions

from .stored import FOLDER, NOTEBOOKS, ROOT, code_cells

FILES = sorted((FOLDER / "instructor").glob("*.md"))
TEXTS = {file.stem: file.read_text(encoding="utf-8") for file in FILES}


def of(name):
    """The text about one prediction."""
    _, _, rest = TEXTS["questions"].partition(f"## {name}: ")
    return rest.partition("\n## ")[0]


def test_there_is_a_guide_and_it_leads_to_every_file_beside_it():
    beside = {path.name for path in (FOLDER / "instructor").iterdir() if path.is_file()} - {"guide.md"}
    linked = set(re.findall(r"\]\(([\w.]+)\)", "".join(TEXTS.values())))
    assert beside <= linked


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_link_leads_to_a_file(file):
    linked = re.findall(r"\]\(([^):]+)\)", TEXTS[file.stem])
    assert [name for name in linked if not (file.parent / name).exists()] == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_name_of_the_lab_exists(name):
    assert set(re.findall(r"\blab\.(\w+)", TEXTS[name])) <= set(lab.__all__)


def test_every_variable_that_is_named_is_in_a_notebook():
    cells = "\n".join("".join(cell["source"]) for path in NOTEBOOKS for cell in code_cells(path))
    named = set(re.findall(r"`((?!lab\.)\w+\.\w+\(\))`", "".join(TEXTS.values())))
    assert named
    assert [call for call in named if call not in cells] == []


def test_every_make_target_exists():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make (\w+)", "".join(TEXTS.values()))) <= targets


@pytest.mark.parametrize("table", [by_lab, by_step])
def test_the_agendas_say_what_the_table_of_minutes_says(table):
    assert table() in TEXTS["agendas"]


@pytest.mark.parametrize("name", all_questions())
def test_every_prediction_has_the_idea_behind_each_wrong_choice(name):
    rows = re.findall(r"^\| (\d) (.*?) \| (.*?) \| (.*?) \|$", of(name), re.M)
    question = all_questions()[name]
    assert [int(row[0]) for row in rows] == list(range(1, len(question.choices) + 1))
    assert [number for number, row in enumerate(rows) if row[1].endswith("✓")] == [question.right]
    assert "–" not in {idea for number, (_, _, idea, _) in enumerate(rows) if number != question.right}


def test_the_demo_table_has_every_lab():
    assert [row for row in LABS if f"| {row.number} {row.title} |" not in TEXTS["demo"]] == []


def test_the_guide_says_that_a_code_proves_nothing_and_who_sees_predictions():
    assert "**A code proves nothing.**" in TEXTS["guide"]
    assert "do not ask for it" in " ".join(TEXTS["guide"].split())
