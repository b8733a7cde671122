"""The exercise of 06: one rule and its test, both from one incident report."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from labapp.naive import NAIVE
from labapp.probes.eligibility import experiments
from labapp.probes.experiment import Unmeasurable
from labapp.services import Services, Verdict
from labapp.workshop.exercise import Exercise, Step, StepResult, UnusableAnswer, find_function
from labapp.workshop.probed_step import RecordingService, probed_step

from .decision_grid.answers import answers
from .desk import failing


@dataclass(frozen=True)
class Answer:
    """A rule and its tests; a learner may come with the rule first."""

    rule: Callable[..., Any]
    tests: tuple[Callable[..., Any], ...]


def find_answer(names: Mapping[str, Any]) -> Answer:
    """Find the rule, and every function whose name begins with test, in a cell."""
    rule = find_function("eligible", "ctx", "request")(names)
    tests = [name for name, each in names.items() if name.startswith("test") and inspect.isfunction(each)]
    return Answer(rule, tuple(find_function(name, "desk")(names) for name in tests))


def validate(returned: Any) -> str | None:
    """Say what is wrong with what the rule returned, if anything."""
    if isinstance(returned, Verdict) and isinstance(returned.allowed, bool):
        return None
    return f"eligible returned {returned!r:.80}. In every case return Verdict(True or False, reason)."


def install(answer: Answer) -> tuple[Services, Sequence[RecordingService]]:
    """Put the rule into a backend, and keep an eye on it."""
    rule = RecordingService(answer.rule, validate)
    return replace(NAIVE, eligible=rule), [rule]


LOOK = {
    experiments.let_in_for_recalled_tools: "A recall is a Fact of kind “recall” with the batch of the tool. "
    "If there is one by request.at, return Verdict(False, reason).",
    experiments.turned_away_beside_the_recall: "Compare the batch, and the date: only what had happened by "
    "request.at counts.",
    experiments.turned_away_while_it_is_good: "Facts of other kinds have no batch, and most tools have none.",
    experiments.plain_rules_broken: "Leave the three old checks in, below yours.",
}
FIRST, *OTHERS = LOOK


def its_test(answer: Answer) -> StepResult:
    """Does every test pass with the rule, and one of them fail without it?"""
    if not answer.tests:
        return StepResult(False, "There is no test in the cell.", "Add one below: def test_…(desk).")
    services, (rule,) = install(answer)
    shut = replace(NAIVE, eligible=lambda ctx, request: Verdict(False, "We are closed."))
    try:
        with_it, without_it, closed = (failing(answer.tests, each) for each in (services, NAIVE, shut))
    except Unmeasurable as reason:
        if rule.first_error is not None:
            raise rule.first_error from reason
        raise UnusableAnswer(f"Your test asked for something that Toolshed refused. {reason}") from reason
    if with_it:
        name, line = next(iter(with_it.items()))
        return StepResult(False, f"{name} fails with your own rule, in line {line} of the cell.", WHICH)
    if not without_it:
        return StepResult(False, "It passes on the code as it came: it would have caught nothing.", MISSING)
    more = "It would also notice a rule that turns everybody away." if closed else OPEN
    return StepResult(True, f"It passes with your rule and fails without it. {more}")


WHICH = "As long as 1 or 2 does not hold, mend the rule first. If both do, the test is wrong."
OPEN = "A rule that turns everybody away would pass it, too: that is worth a second assert."
MISSING = "Recall a batch at the desk, then assert that nobody may borrow of it."

HINTS = (
    "The report says: from the moment of a recall. So the rule needs two things: the batch of the tool, and "
    "what was recalled by `request.at`.",
    "The tool is `ctx.session.get_one(Tool, request.tool_id)`. Select each `Fact` with `kind` “recall” and "
    "the tool's `batch`; one with `happened_at` up to `request.at` means no.",
    "Import `Fact` and `Tool`. "
    '`recalls = select(Fact).where(Fact.kind == "recall", Fact.batch == tool.batch)`. '
    "`if any(recall.happened_at <= request.at for recall in ctx.session.scalars(recalls)):` return the no. "
    'The test: `desk.recall("B", on="2019-07-08")`, '
    'then `assert not desk.may_borrow("B", on="2019-07-09")`.',
)


def grid_answers(answer: Answer) -> dict[str, Any]:
    """Return what every cell of the decision table was told, with this rule in the backend."""
    services, _ = install(answer)
    return {"told": list(answers(services))}


EXERCISE = Exercise(
    find_answer,
    (
        probed_step(install, "rule", "What is recalled stays here", {FIRST: LOOK[FIRST]}),
        probed_step(
            install, "nobody_else", "Nobody else is turned away", {each: LOOK[each] for each in OTHERS}
        ),
        Step("test", "Its test passes with the rule, and fails without it", its_test),
    ),
    HINTS,
    observe=grid_answers,
    replay_module="decision_grid.panel",
)
