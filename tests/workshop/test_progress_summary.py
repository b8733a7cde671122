"""How far one is: in words on the map, in one line at the top of every notebook, and back after a cull."""

import ipywidgets
import nbformat
import pytest
from nbclient import NotebookClient

from labapp.workshop import progress, progress_summary, restore_progress
from labapp.workshop.codes.progress_code import encode
from labapp.workshop.lab_catalogue import LABS
from labapp.workshop.milestones import MILESTONE_WORDS, MILESTONES, UPCOMING_WORDS
from labapp.workshop.progress_map import Map
from labapp.workshop.progress_record import Progress

WITHOUT = [name for name in MILESTONES if not name.startswith(("02.", "03."))]
BEGUN = Progress(frozenset([*WITHOUT, "02.predicted"]))


def lab(number):
    return next(each for each in LABS if each.number == number)


@pytest.mark.parametrize(
    ("milestones", "said"),
    [
        ([], "Next: 00 · Start here, the storm."),
        (["00.storm", "01.predicted"], "Next: 01 · The brilliant intern, the lamps."),
        ([*WITHOUT, "02.predicted"], "Next: 02 · Retry storm, the review."),
        ([*WITHOUT, "02.predicted", "02.voted", "02.stops"], "Next: 02 · Retry storm, the exercise."),
        (
            [name for name in MILESTONES if name != "03.grep"],
            "Next: 03 · Leaked logs, the search for a secret.",
        ),
        (
            [name for name in MILESTONES if name < "03"],
            "Next: 06 · Misunderstood eligibility, the prediction.",
        ),
        (MILESTONES, "You have been everywhere."),
    ],
)
def test_what_comes_next_is_said_core_first(milestones, said):
    assert progress_summary.next_sentence(Progress(frozenset(milestones))) == said


def test_each_lab_is_done_begun_or_not_begun_in_words():
    assert progress_summary.lab_state(lab("00"), BEGUN) == "✓ done: storm seen"
    assert progress_summary.lab_state(lab("02"), BEGUN) == "begun: predicted"
    assert progress_summary.lab_state(lab("03"), BEGUN) == "not begun"
    assert progress_summary.lab_state(lab("02b"), BEGUN) == "nothing to solve"


def test_what_lies_ahead_is_a_station():
    assert set(UPCOMING_WORDS) <= set(MILESTONE_WORDS)


def test_the_map_says_what_is_next():
    progress.save(BEGUN)
    assert "<b>Next: 02 · Retry storm, the review.</b>" in Map().rows.value


def test_whoever_is_known_gets_one_line_and_no_field():
    progress.save(BEGUN)
    here = restore_progress.Welcome()
    assert here.line.value.count(encode(BEGUN)) == 1
    assert here.offer not in here.widget.children


def test_whoever_is_not_known_is_offered_to_restore():
    here = restore_progress.Welcome()
    assert "No progress is kept here" in here.line.value
    here.code.field.value = encode(BEGUN)
    assert progress.load() == BEGUN
    assert "the review" in here.line.value
    assert here.offer not in here.widget.children
    assert "Restored" in here.code.said.value


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("WBF1-0C1G", "typing mistake"),
        ("WBF9-0C1G", "another version"),
        ("hello", "no such code"),
        ("", "no code"),
    ],
)
def test_a_wrong_code_is_told_and_can_be_corrected(wrong, why):
    here = restore_progress.Welcome()
    here.code.field.value = wrong
    here.code.button.click()
    assert why in here.code.said.value
    assert here.offer in here.widget.children
    assert progress.load() == Progress()


def test_what_is_offered_can_be_used_by_keyboard_and_is_named():
    field, button = restore_progress.Welcome().offer.children
    assert isinstance(field, ipywidgets.Text)
    assert isinstance(button, ipywidgets.Button)
    assert (field.description, button.description) == ("Progress code", "Restore")


def started():
    """What a cold kernel shows and says when a notebook begins."""
    cell = nbformat.v4.new_code_cell("from labapp import lab\n\nlab.start()")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, timeout=120).execute()
    (output,) = notebook.cells[0].outputs
    (widgets,) = notebook.metadata.widgets.values()
    lines = [str(each["state"].get("value")) for each in widgets["state"].values()]
    return output.data["text/plain"], "".join(lines)


def test_a_cold_kernel_stores_the_same_whether_it_knows_one_or_not():
    unknown, offered = started()
    progress.save(BEGUN)
    known, told = started()
    assert unknown == known == restore_progress.WORDS
    assert restore_progress.ASKS in offered
    assert encode(BEGUN) in told
