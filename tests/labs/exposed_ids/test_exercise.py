"""The exercise of 04: untouched, wrong, partly right, right, and what cannot be measured."""

import inspect
import re

import pytest

from labapp.labs.exposed_ids import solution
from labapp.labs.exposed_ids.exercise import EXERCISE
from labapp.workshop.check import check
from labapp.workshop.exercise import UnusableAnswer
from labapp.workshop.source_code import source_of

NAIVE = source_of("present")
SOLVED = inspect.getsource(solution)
HEAD = "from labapp.services import NotFound\n"
SHOW = "def show(ctx, entity, viewer):\n    "
FIND = "\ndef find(ctx, kind, text):\n    "
UNUSABLE = {
    # what stands in the cell, what is said
    "nothing": ("", "no function show"),
    "only one of the two": (SHOW + "return {}", "no function find"),
    "two arguments": ("def show(ctx, entity): pass" + FIND + "pass", "called as show(ctx, entity, viewer)"),
    "async": ("async " + SHOW + "pass" + FIND + "pass", "async or a generator"),
    "show returns None": (SHOW + "pass" + FIND + "pass", "show returned None. Return a dict"),
    "no id": (SOLVED.replace("return shown |", "del shown['id']; return shown or"), "show left out id"),
    "no JSON": (SHOW + "return {'id': entity}" + FIND + "pass", "what JSON cannot hold: a Member"),
    "find returns None": (SOLVED.replace("return found", "return None"), "find returned None"),
    "a name that is no id": (SOLVED.replace("'id'", "").replace('name == "id" or', "True or"), "is no id"),
}


def answered(source):
    """Run a cell here, without a child process: the child is tested with the exercise of 02."""
    names = {"__name__": "your_answer"}
    exec(compile(source, "<your answer>", "exec"), names)
    return EXERCISE.find_answer(names)


@pytest.mark.parametrize(("source", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_measured_is_told(source, said):
    with pytest.raises((UnusableAnswer, ValueError), match=re.escape(said)):
        EXERCISE.steps[0].measure(answered(source))


def holds(source):
    seen = [step.measure(answered(source)) for step in EXERCISE.steps]
    assert all(each.measured and (each.holds or each.look) for each in seen)
    return [each.holds for each in seen]


def test_untouched_is_not_attempted():
    assert check("present", f"\n{NAIVE}\n").status == "not attempted"


def test_the_solution_is_right_and_its_picture_has_no_numbers():
    answer = check("present", SOLVED)
    assert (answer.status, len(answer.holding)) == ("right", 3), answer
    assert answer.picture["numbers"] == [None, None, None]


DENYLIST = NAIVE.replace(
    "for column in columns}", 'for column in columns if column.key not in ("password_hash", "phone_hash")}'
)
OWN_ID_ONLY = SOLVED.replace(' or name.endswith("_id")', "")
NO_WAY_BACK = SOLVED.replace(
    "row = row_behind(ctx, kind, text)", "row = int(text) if text.isdecimal() else None"
)
PARTLY = {
    "hides two secrets": (DENYLIST, [False, False, True]),
    "only what was promised": (SOLVED.replace("| {name: public", "or {name: public").replace(
        "row_behind(ctx, kind, text)", "int(text) if text.isdecimal() else None"), [True, False, True]),
    "only its own id": (OWN_ID_ONLY, [True, False, False]),
    "no way back": (NO_WAY_BACK, [False, False, False]),
    "one word changed": (NAIVE.replace("There is no", "No"), [False, False, True]),
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), PARTLY.values(), ids=PARTLY)
def test_what_holds_is_said_and_what_does_not(source, expected):
    assert holds(source) == expected


def test_a_picture_that_a_wrong_answer_spoils_is_left_out_without_a_word():
    answer = check("present", OWN_ID_ONLY)
    assert answer.picture is None
    assert "raised" not in repr(answer)


def test_the_solution_changes_at_most_eight_lines():
    assert len([line for line in SOLVED.splitlines() if line not in NAIVE.splitlines()]) <= 8
