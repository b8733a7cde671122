"""The exercise of 06, a rule and its test: right, partly right, and what cannot be measured."""

import inspect

import pytest

from labapp.labs.misunderstood_eligibility import solution
from labapp.labs.misunderstood_eligibility.exercise import EXERCISE
from labapp.workshop.check import check
from labapp.workshop.exercise import CELL, UnusableAnswer
from labapp.workshop.source_code import source_of

NAIVE = source_of("eligible")
SOLVED = inspect.getsource(solution)
RULE, TEST = SOLVED[: SOLVED.index("def test")], SOLVED[SOLVED.index("def test") :]
IF = "if any(recall.happened_at <= request.at for recall in ctx.session.scalars(recalls)):"
HEAD = "from labapp.services import Verdict\n"
OTHER = '\ndef test_other(desk):\n    assert desk.may_borrow("B-2", on="2019-07-09")\n'
WRONG = '\ndef test_wrong(desk):\n    assert not desk.may_borrow("B-2", on="2019-07-09")\n'
SHUT = HEAD + "def eligible(ctx, request): return Verdict(False, 'closed')\n"


def measured(source):
    """Measure an answer here, without the child process and the picture: what each step found."""
    names = {"__name__": "your_answer"}
    exec(compile(source, CELL, "exec"), names)
    answer = EXERCISE.find_answer(names)
    return [step.measure(answer) for step in EXERCISE.steps]


def test_untouched_is_not_attempted():
    assert check("eligible", NAIVE).status == "not attempted"


def test_the_solution_is_right_and_its_picture_has_a_row_more():
    answer = check("eligible", SOLVED)
    assert answer.status == "right"
    assert answer.holding == ("rule", "nobody_else", "test")
    assert answer.picture["told"][8:12] == [False, False, True, True]


def test_the_solution_changes_at_most_eight_lines():
    ours, theirs = NAIVE.splitlines(), SOLVED.splitlines()
    assert len([line for line in theirs if line not in ours]) <= 8


PARTLY = {
    "one word changed": (NAIVE.replace("Go ahead", "Go on"), "✗✓✗"),
    "no test": (RULE, "✓✓✗"),
    "no rule": (NAIVE + TEST, "✗✓✗"),
    "no date": (SOLVED.replace(IF, "if ctx.session.scalars(recalls).first():"), "✓✗✓"),
    "every batch": (SOLVED.replace(", Fact.batch == tool.batch", ""), "✓✗✓"),
    "every kind": (SOLVED.replace('Fact.kind == "recall", ', ""), "✓✗✓"),
    "closed": (SHUT + TEST, "✓✗✓"),
    "old checks gone": (SOLVED.replace("if len(open_loans) >= MAX_OPEN_LOANS:", "if False:"), "✓✗✓"),
    "a test of nothing": (SOLVED.replace("assert not", "not"), "✓✓✗"),
    "a test that is wrong": (SOLVED.replace('on="2019-07-09"', 'on="2019-07-07"'), "✓✓✗"),
    "a right test and a wrong one": (SOLVED + WRONG, "✓✓✗"),
    "a test of who is let in": (RULE + OTHER, "✓✓✗"),
}


@pytest.mark.parametrize(("source", "expected"), PARTLY.values(), ids=PARTLY)
def test_what_holds_is_said_and_what_does_not(source, expected):
    seen = measured(source)
    assert "".join("✓" if each.holds else "✗" for each in seen) == expected, seen
    assert all(each.measured and each.look for each in seen if not each.holds)


UNUSABLE = {
    "returns None": ("def eligible(ctx, request): pass", "eligible returned None. In every case return"),
    "returns a bool": ("def eligible(ctx, request): return True", "eligible returned True. In every case"),
    "allowed is no bool": (HEAD + "def eligible(ctx, request): return Verdict(1, '')", "Verdict(allowed=1"),
    "one argument": ("def eligible(request): pass", "eligible is called as eligible(ctx, request)"),
    "raises": ("def eligible(ctx, request): return 1 / 0", "division by zero"),
    "a test without a desk": (RULE + "def test_it(): assert True", "test_it is called as test_it(desk)"),
    "a parametrized test": (RULE + "def test_it(desk, batch): ...", "Write it as def test_it(desk)."),
    "a test with a riddle": (SOLVED.replace('"2019-07-09"', '"9 July"'), "Your test asked for something"),
    "a test that raises": (RULE + "def test_it(desk): return 1 / 0", "division by zero"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_measured_is_told(source, said):
    with pytest.raises((UnusableAnswer, ZeroDivisionError)) as told:
        measured(source)
    assert said in str(told.value)


def test_a_test_of_both_sides_is_praised():
    both = SOLVED + '    assert desk.may_borrow("EL-2019-07", on="2019-07-01")\n'
    for source in (both, SOLVED + OTHER, RULE + OTHER + "\n" + TEST):
        assert "also notice a rule that turns everybody away" in measured(source)[-1].measured
    assert "worth a second assert" in measured(SOLVED)[-1].measured


def test_a_test_that_fails_is_named_with_its_line():
    said = measured(SOLVED + WRONG)[-1].measured
    line = (SOLVED + WRONG).splitlines().index('    assert not desk.may_borrow("B-2", on="2019-07-09")') + 1
    assert said == f"test_wrong fails with your own rule, in line {line} of the cell."
