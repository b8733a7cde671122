"""The exercise of 05: untouched, unusable, partly right, right."""

import inspect

import pytest

from labapp.labs.skipped_auth import solution
from labapp.labs.skipped_auth.exercise import EXERCISE
from labapp.workshop.check import check
from labapp.workshop.source_code import source_of

NAIVE = source_of("authorize")
SOLVED = inspect.getsource(solution)
LAST = "    return Permit()\n\n\ndef _circle"
HEAD = "from labapp.services import Permit\ndef authorize(ctx, actor, action, subject):\n    "
ASKS = (
    "Search and export show nobody else's rows, and what nobody named is refused",
    "Another household can do nothing to a loan or an account",
    "Members, households and staff can still do their work",
)


def holds(answer):
    signs = {line.says: line.sign for line in answer.lines}
    return [signs[f"{asks}."] == "right" for asks in ASKS]


def test_untouched_is_not_attempted():
    assert check("authorize", NAIVE).status == "not attempted"


def test_the_solution_is_right_and_its_matrix_has_no_wrong_cell():
    answer = check("authorize", SOLVED)
    assert (answer.status, holds(answer)) == ("right", [True, True, True]), answer
    assert all(cell["may"] == cell["can"] for cell in answer.picture["cells"])


def test_the_solution_changes_at_most_eight_lines():
    ours, theirs = NAIVE.splitlines(), SOLVED.splitlines()
    assert len([line for line in theirs if line not in ours]) <= 8


NAMED = (
    NAIVE.replace('"list_loans": Loan', '"list_loans": Loan.member_id,\n    "search_loans": Loan')
    .replace('"create_loan", ', '"create_loan", "extend_loan", "read_eligibility", ')
    .replace('"list_members", ', '"list_members", "export_loans", "export_members", ')
)

PARTLY = {
    # what stands in the cell, which steps hold, what is said of the first that does not
    "one word changed": (NAIVE.replace("Ask a steward", "Go away"), [False, False, True], "the last line"),
    "refuses everything": (NAIVE.replace(LAST, LAST.replace("return Permit()", 'raise Forbidden("no")')),
                           [False, False, False], "before the last line"),
    "names what is there, and still says yes": (NAMED, [False, True, True], "the last line"),
    "forgets to name the work": (SOLVED.replace('"extend_loan", "read_eligibility", "log_out",', ""),
                                 [True, True, False], "OWN_THINGS"),
    "leaves the search": (SOLVED.replace('    "search_loans": Loan.member_id,\n', "")
                          .replace('"log_out",', '"log_out", "search_loans",'),
                          [True, True, False], "OWN_ROWS"),
}  # fmt: skip


def measured(source):
    names = {"__name__": "answer"}
    exec(compile(source, "answer", "exec", dont_inherit=True), names)
    answer = EXERCISE.find_answer(names)
    return [step.measure(answer) for step in EXERCISE.steps]


@pytest.mark.parametrize(("source", "expected", "said"), PARTLY.values(), ids=PARTLY)
def test_what_holds_is_said_and_what_does_not(source, expected, said):
    seen = measured(source)
    assert [step.holds for step in seen] == expected, seen
    assert said in next(step.look for step in seen if not step.holds)


UNUSABLE = {
    "returns True": (HEAD + "return True", "authorize returned True"),
    "rows as a list": (HEAD + "return Permit(rows=[1])", "give it a condition"),
    "fields as text": (HEAD + "return Permit(fields='name')", "give it a set of names"),
    "a name that nobody knows": (HEAD + "raise Forbiden('no')", "'Forbiden' is not defined"),
}


@pytest.mark.parametrize(("source", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_measured_is_told(source, said):
    answer = check("authorize", source)
    assert answer.status == "not yet"
    assert said in repr(answer)
