"""The exercise of 05: an `authorize` in which whatever nobody named is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, select

from labapp.models import Member
from labapp.naive import NAIVE
from labapp.probes.auth import PROBES
from labapp.probes.auth.matrix import cells
from labapp.probes.experiment import Probe, Unmeasurable
from labapp.services import Action, Actor, DomainError, Permit, Services
from labapp.targets.mechanisms.authorize import MECHANISMS
from labapp.targets.mechanisms.mechanism import wrapped
from labapp.targets.open_target import in_simulation
from labapp.targets.simulated import SimulatedToolshed
from labapp.toolshed.app_state import of_app
from labapp.workshop import probed_step
from labapp.workshop.exercise import Exercise, Step, StepResult, UnusableAnswer, find_function
from labapp.workshop.probed_step import RecordingService

UNKNOWN_OPERATION = "list_photos"
ASKED = (
    "read the account", "list members", "read the loan", "list loans", "search loans", "export loans",
    "extend the loan", "bring it back",
)  # fmt: skip
PROBE = {probe.__name__: probe for probe in PROBES}


def validate(returned: Any) -> str | None:
    """Say what is wrong with what an answer returned, or None."""
    if not isinstance(returned, Permit):
        said = f"authorize returned {returned!r:.80}."
        return f"{said} Yes is a Permit(); no is an exception: raise Forbidden(…)."
    rows: Any = returned.rows
    if not isinstance(rows, ColumnElement | None):
        return f"Permit(rows={rows!r:.60}): give it a condition, such as Loan.member_id.in_(circle)."
    fields: Any = returned.fields
    if not isinstance(fields, set | frozenset | None):
        return f"Permit(fields={fields!r:.60}): give it a set of names, or leave it out."
    return None


def install(answer: Callable[..., Any]) -> tuple[Services, Sequence[RecordingService]]:
    """Put an answer into the backend, with the rest of the fix around it."""
    answering = RecordingService(answer, validate)
    return replace(NAIVE, authorize=wrapped(answering, MECHANISMS)), [answering]


def matrix(answer: Callable[..., Any]) -> dict[str, Any]:
    """Return the cells of the access matrix that the table decides, with this answer in the backend."""
    services, _ = install(answer)
    with in_simulation(services) as target:
        try:
            return {"cells": [asdict(cell) for cell in cells(target, ASKED)]}
        except Unmeasurable as reason:
            raise UnusableAnswer(f"The matrix needs an admin who can prepare it. {reason}") from reason


def step(name: str, asks: str, probes: Mapping[Probe, str]) -> Step:
    """Return a step that also says so when an answer shuts everybody out."""
    plain = probed_step.probed_step(install, name, asks, probes)

    def measure(answer: Callable[..., Any]) -> StepResult:
        seen = plain.measure(answer)
        return replace(seen, look=SHUT_OUT) if " answered 4" in seen.measured else seen

    return replace(plain, measure=measure)


def refuses_what_nobody_named(answer: Callable[..., Any]) -> bool:
    """Ask for an operation that the contract does not have yet, as a member."""
    with SimulatedToolshed(NAIVE) as toolshed, of_app(toolshed.app).sessions() as session:
        ctx = of_app(toolshed.app).context(session)
        member_id = session.scalars(select(Member.id).where(Member.role == "member")).first() or 0
        try:
            answer(ctx, Actor(0, member_id, "member", ctx.now()), Action(UNKNOWN_OPERATION, "GET"), None)
        except DomainError:
            return True
    return False


def rows(answer: Callable[..., Any]) -> StepResult:
    """Measure the lists; and whether the next list would be open, too."""
    seen = ROWS.measure(answer)
    if not seen.holds or refuses_what_nobody_named(answer):
        return seen
    measured = (
        f"{seen.measured} But `{UNKNOWN_OPERATION}`, which nobody has written yet, is open to every member."
    )
    return replace(seen, holds=False, measured=measured, look=FALLS_THROUGH)


NAME_IT = (
    "What members may do to their own must be named in OWN_THINGS, or in OWN_ROWS if it is a list of rows."
)
SHUT_OUT = (
    "This is refused to somebody who needs it. Whoever reaches what is theirs must get a Permit() "
    "before the last line."
)
FALLS_THROUGH = "It reaches the last line, which says yes. Let the last line say no: raise Forbidden(…)."

HINTS = (
    "Follow `export_loans` through the function, line by line. No set names it. Where does it end?",
    "The last line grants whatever nobody named. Turn it round: an operation in `OWN_THINGS` whose owner is "
    "in the circle gets its `Permit()`, and the last line refuses. Then run the cell: which work of members "
    "is missing now? Name it.",
    "The last lines: `if action.operation in OWN_THINGS and _owner(subject) in circle:`, below it "
    '`return Permit()`, and then `raise Forbidden("Nobody has said who may do this.")`. '
    'Add `"search_loans": Loan.member_id` to `OWN_ROWS`, and `"extend_loan"`, '
    '`"read_eligibility"` and `"log_out"` to `OWN_THINGS`.',
)

ROWS = step(
    "rows",
    "Search and export show nobody else's rows, and what nobody named is refused",
    {PROBE["siblings_without_the_filter"]: FALLS_THROUGH},
)
EXERCISE = Exercise(
    find_function("authorize", "ctx", "actor", "action", "subject"),
    (
        replace(ROWS, measure=rows),
        step(
            "things",
            "Another household can do nothing to a loan or an account",
            {
                PROBE["another_households_loan"]: FALLS_THROUGH,
                PROBE["another_households_account"]: FALLS_THROUGH,
            },
        ),
        step(
            "work",
            "Members, households and staff can still do their work",
            {
                PROBE["logging_out"]: f"{NAME_IT} log_out is handed the member.",
                PROBE["stewards_at_work"]: "Staff are let through before the last line.",
                PROBE["members_at_work"]: NAME_IT,
                PROBE["suspended_bring_back"]: NAME_IT,
                PROBE["households_at_work"]: NAME_IT,
            },
        ),
    ),
    HINTS,
    observe=matrix,
    replay_module="panel",
)
