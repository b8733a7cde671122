"""The exercise of 04: untouched, wrong, partly right, right, and what cannot be measured."""

import inspect

import pytest

from labapp.lab.check import check, original
from labapp.lab.exercises import solved_present

NAIVE = original("present")
SOLVED = inspect.getsource(solved_present)
HEAD = "from labapp.services import NotFound\n"
SHOW = "def show(ctx, entity, viewer):\n    "
FIND = "\ndef find(ctx, kind, text):\n    "
ASKS = (
    "It shows what was promised, and nothing else",
    "No number counts any more, in any field",
    "One's own ids still lead back",
)

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
    "raises": (SHOW + "return 1 / 0" + FIND + "pass", "by zero.\n    Line 2 of the cell: return 1 / 0"),
    "a name that the kernel knows": (SHOW + "return seen" + FIND + "pass", "lives in this notebook only"),
}


@pytest.mark.parametrize(("source", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_measured_is_told(source, said):
    answer = check("present", source, names={"seen"})
    assert answer.status == "not yet"
    assert said in repr(answer)


def holds(answer):
    assert "did not end in time" not in repr(answer), "this machine is too busy to tell"
    signs = {line.says: line.sign for line in answer.lines}
    return [signs[f"{asks}."] == "right" for asks in ASKS]


def test_untouched_is_not_attempted():
    assert check("present", f"\n{NAIVE}\n").status == "not attempted"


def test_the_solution_is_right_and_its_picture_has_no_numbers():
    answer = check("present", SOLVED)
    assert (answer.status, holds(answer)) == ("right", [True, True, True]), answer
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
    answer = check("present", source)
    assert (answer.status, holds(answer)) == ("not yet", expected), answer
    assert all(line.measured for line in answer.lines if line.says[:-1] in ASKS and line.sign == "wrong")


def test_the_solution_changes_at_most_eight_lines():
    assert len([line for line in SOLVED.splitlines() if line not in NAIVE.splitlines()]) <= 8
