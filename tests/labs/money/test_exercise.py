"""Answers to the exercise of 07: untouched, wrong, partly right, right, and those that cannot be measured."""

import inspect

import pytest

from labapp.labs.money import solution
from labapp.labs.money.exercise import ADDED_TWICE, EXERCISE, LET_IT_ADD, NO_CHECK, ONE_STATEMENT, TOO_STRICT
from labapp.workshop.check import check
from labapp.workshop.exercise import UnusableAnswer
from labapp.workshop.source_code import source_of

NAIVE = source_of("charge")
SOLVED = inspect.getsource(solution)
LOCKED = NAIVE.replace("get_one(Entry, deposit_id)", "get_one(Entry, deposit_id, with_for_update=True)")
READ_BEFORE = SOLVED.replace("values(refunded_cents=refunded_cents)",
                             "values(refunded_cents=deposit.refunded_cents + amount_cents)")  # fmt: skip
OVER = "deposit.refunded_cents + amount_cents > deposit.amount_cents"
NEVER_CHECKED = NAIVE.replace(OVER, "False")
ALL_OR_NOTHING = NAIVE.replace(OVER, "deposit.refunded_cents or amount_cents != deposit.amount_cents")
HEAD = "from labapp.services import Receipt\ndef charge(ctx, command):\n    "
WITH_LOCK = NAIVE.replace("def charge(", "def _charge(") + (
    "\nimport threading\nLOCK = threading.Lock()\n\n"
    "def charge(ctx, command):\n    with LOCK:\n        return _charge(ctx, command)\n"
)

PARTLY = {
    "a row lock": (LOCKED, [False, False, True]),
    "adds what was read": (READ_BEFORE, [True, False, True]),
    "never checks": (NEVER_CHECKED, [False, False, False]),
    "all or nothing": (ALL_OR_NOTHING, [False, False, False]),
    "one word changed": (NAIVE.replace("That is more", "It is more"), [False, False, True]),
    "loses the fee": (SOLVED.replace("_cents(euros)", "0"), [True, True, False]),
}

UNUSABLE = {
    "another name": ("def charges(ctx, command): pass", "no function charge"),
    "one argument": ("def charge(command): pass", "called as charge"),
    "returns None": (HEAD + "pass", "charge returned None. Return Receipt"),
    "returns a number": (HEAD + "return 20", "charge returned 20"),
    "a lock of its own": (WITH_LOCK, "A lock in this process would not stop another process anyway"),
}


def steps(source):
    """Measure an answer here and not in a process of its own, which takes a second to start."""
    names = {"__name__": "your_answer"}
    exec(source, names)
    answer = EXERCISE.find_answer(names)
    return [step.measure(answer) for step in EXERCISE.steps]


def test_untouched_is_not_attempted():
    assert check("charge", f"\n{NAIVE}\n").status == "not attempted"


def test_the_solution_is_right_and_ends_one_line_of_the_picture():
    answer = check("charge", SOLVED)
    assert (answer.status, answer.holding) == ("right", ("once", "halves", "refused"))
    assert answer.picture["refunded_twice"][-1] == 0.0
    assert answer.picture["paid_twice"][-1] > 0.0


def test_the_solution_changes_at_most_eight_lines():
    assert len([line for line in SOLVED.splitlines() if line not in NAIVE.splitlines()]) <= 8


@pytest.mark.parametrize(("source", "expected"), PARTLY.values(), ids=PARTLY)
def test_what_holds_is_said_and_what_does_not(source, expected):
    seen = steps(source)
    assert [each.holds for each in seen] == expected, seen
    assert all(each.measured for each in seen)
    assert all(each.look for each in seen if not each.holds)


STRICT = SOLVED.replace("refunded_cents <= Entry.amount_cents", "refunded_cents < Entry.amount_cents")
KEPT = SOLVED.replace(
    "    return deposit\n", "    deposit.refunded_cents += amount_cents\n    return deposit\n"
)


@pytest.mark.parametrize(
    ("source", "which", "said"),
    [
        *((STRICT, which, TOO_STRICT) for which in range(3)),
        (KEPT, 1, ADDED_TWICE),
        (NEVER_CHECKED, 0, NO_CHECK),
        (NAIVE, 0, ONE_STATEMENT),
        (READ_BEFORE, 1, LET_IT_ADD),
    ],
)
def test_the_advice_is_about_what_is_wrong(source, which, said):
    assert steps(source)[which].look == said


@pytest.mark.parametrize(("source", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_measured_is_told(source, said):
    with pytest.raises(UnusableAnswer, match=said):
        steps(source)


def test_what_an_answer_raises_is_told_with_its_line():
    answer = check("charge", SOLVED.replace("from sqlalchemy import update\n", ""))
    assert answer.status == "not yet"
    assert "NameError: name 'update' is not defined" in repr(answer)
    assert "refunded_cents <= Entry.amount_cents" in repr(answer)
