"""The exercise of 03: untouched, wrong, partly right, right; and what cannot be measured at all."""

import inspect

import pytest

from labapp.labs.leaked_logs import solution
from labapp.labs.leaked_logs.exercise import EXERCISE
from labapp.workshop.check import check
from labapp.workshop.exercise import UnusableAnswer
from labapp.workshop.source_code import source_of

NAIVE = source_of("audit")
SOLVED = inspect.getsource(solution)
ALLOWED = 'ALLOWED = ("operation", "subject", "status", "kind", "where")'
STEPS = {step.name: step for step in EXERCISE.steps}
START = "    who = f"


def answer(source):
    names = {}
    exec(source, names)
    return EXERCISE.find_answer(names)


def holding(source):
    audit = answer(source)
    return [name for name, step in STEPS.items() if step.measure(audit).holds]


def wider(more):
    return SOLVED.replace(ALLOWED, ALLOWED.replace(")", f", {more})"))


ONLY_REQUESTS = SOLVED.replace(START, f"    if event.sink != 'app': return None\n{START}")
MASKED = NAIVE.replace("    return", "    details = details.replace('tulip', '***')\n    return")
PARTLY = {
    # what was changed: what holds
    "nothing is written": (NAIVE.replace(START, f"    return None\n{START}"), ["sent", "inside", "one_line"]),
    "one secret is masked": (MASKED, ["tells"]),
    "only requests": (ONLY_REQUESTS, ["sent", "inside", "one_line"]),
    "the path as well": (wider('"path"'), ["inside", "tells"]),
    "the query as well": (wider('"query"'), ["inside", "one_line", "tells"]),
    "the body as well": (wider('"body"'), ["tells"]),
    "SQL as well": (wider('"statement", "parameters"'), ["one_line", "tells"]),
    "tracebacks as well": (wider('"frames"'), ["sent", "one_line", "tells"]),
    "no subject": (SOLVED.replace('"subject", ', ""), ["sent", "inside", "one_line"]),
    "nobody's name": (SOLVED.replace("{who} ", ""), ["sent", "inside", "one_line"]),
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), PARTLY.values(), ids=PARTLY)
def test_what_holds_is_said_and_what_does_not(source, expected):
    assert holding(source) == expected


def test_untouched_is_not_attempted_though_support_can_answer():
    assert check("audit", NAIVE).status == "not attempted"
    assert holding(NAIVE) == ["tells"]


def test_the_solution_is_right_and_its_own_afternoon_is_shown():
    found = check("audit", SOLVED)
    assert found.status == "right", found
    assert found.holding == tuple(STEPS)
    assert found.picture["requests"] == 110
    assert sum(map(sum, found.picture["counts"])) == 20, "what Carrier needs"


def test_what_does_not_hold_is_told_with_a_number_and_where_to_look():
    seen = STEPS["sent"].measure(answer(wider('"path"')))
    assert seen.measured == "2 of 4 secrets are in app: address, reset link."
    assert "paths" in seen.look


@pytest.mark.parametrize(
    ("body", "error", "said"),
    [
        ("return 3", UnusableAnswer, "audit returned 3. Return one line of text, or None"),
        ("return {'status': 200}", UnusableAnswer, "audit returned {'status': 200}"),
        ("return str(event.fields['status'])", KeyError, "status"),
        ("return event.actor.role", AttributeError, "role"),
    ],
)
def test_what_the_backend_would_swallow_is_told(body, error, said):
    with pytest.raises(error, match=said):
        STEPS["sent"].measure(answer(f"def audit(ctx, event):\n    {body}"))


def test_no_function_is_told():
    assert "must be: def audit(ctx, event)" in repr(check("audit", "audit = 3"))


def test_the_solution_changes_at_most_eight_lines():
    assert len(set(SOLVED.splitlines()) - set(NAIVE.splitlines())) <= 8
