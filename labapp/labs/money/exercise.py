"""The exercise of 07: a `charge` that checks and takes a deposit in one statement."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

from labapp.naive import NAIVE
from labapp.services import Receipt
from labapp.simulation.kill_switch import Budget
from labapp.simulation.worker import WorkerStuck
from labapp.targets.simulated import SimulatedToolshed, SimulationSettings
from labapp.workshop.exercise import Exercise, Step, StepResult, UnusableAnswer, find_function
from labapp.workshop.probed_step import RecordingService

from .interleaving import WHOLE_CENTS, StewardClient, every_interleaving
from .scenario import Morning, MorningPlan

Charge = Callable[..., Any]
PROCESSOR_SECONDS = 2.5
SETTING = SimulationSettings(
    web_workers=2, budget=Budget(processor_seconds=PROCESSOR_SECONDS), stall_timeout_seconds=1.5
)


def _validate(returned: Any) -> str | None:
    if isinstance(returned, Receipt):
        return None
    return f"charge returned {returned!r:.80}. Return Receipt(entry ids, total) for every command."


STUCK = (
    f"charge did not come back within {PROCESSOR_SECONDS:g} seconds of work. "
    "Does it loop, or wait for a lock? "
    "A lock in this process would not stop another process anyway. Let the database decide."
)

ONE_STATEMENT = (
    "Between the reading and the writing somebody else reads. Check and take in one statement, "
    "with the column `Entry.refunded_cents`, not with a value that was read before. "
    "(FOR UPDATE would not help: SQLite has no row locks, and SQLAlchemy leaves it out without a word.)"
)


NO_CHECK = (
    "That is every order, one after the other as well: nothing is checked. The check stands in `.where(…)`, "
    "its conditions parted by commas; Python's `and` would drop one of them."
)
TOO_STRICT = "A refund of what is left must go through, to the last cent and in several parts."
LET_IT_ADD = "Let the database add: values(refunded_cents=Entry.refunded_cents + amount_cents)."
ADDED_TWICE = "Is it added twice? The line that sets deposit.refunded_cents goes."
REFUSE = "When the statement changes no row, raise Conflict: that is a 409."
SENT_AGAIN = "(A half that is told 409 is sent again; then one cent more is asked for.)"


@contextmanager
def _steward_client(charge: Charge) -> Iterator[StewardClient]:
    """Simulate Toolshed with this answer; raises UnusableAnswer, or whatever the answer raised."""
    watched = RecordingService(charge, _validate)
    with SimulatedToolshed(replace(NAIVE, charge=watched), SETTING) as toolshed:
        try:
            yield StewardClient(toolshed)
        except WorkerStuck as error:
            raise UnusableAnswer(STUCK) from error
        except Exception:
            if watched.first_error is None:
                raise
        activated = toolshed.clock.kill_switch.reason
    if watched.first_error is not None:
        raise watched.first_error
    if activated:
        raise UnusableAnswer(STUCK)


def _euros(cents: int) -> str:
    return f"{cents / 100:.2f}"


def goes_back_once(charge: Charge) -> StepResult:
    """Two refund the whole deposit, in every order of their steps."""
    with _steward_client(charge) as counter:
        orders = [order for _, order in every_interleaving(counter)]
    wrong = [order for order in orders if order.paid_back_cents != WHOLE_CENTS]
    if not wrong:
        return StepResult(True, f"In all {len(orders)} orders {_euros(WHOLE_CENTS)} were paid back, once.")
    paid = _euros(wrong[0].paid_back_cents)
    measured = (
        f"In {len(wrong)} of {len(orders)} orders, such as {' '.join(wrong[0].steps)}, {paid} were paid back."
    )
    if wrong[0].paid_back_cents < WHOLE_CENTS:
        return StepResult(False, measured, TOO_STRICT)
    return StepResult(False, measured, NO_CHECK if len(wrong) == len(orders) else ONE_STATEMENT)


def halves_arrive(charge: Charge) -> StepResult:
    """Two refund a half each, in every order of their steps; then one cent more is asked for."""
    half, wrong, played = WHOLE_CENTS // 2, [], 0
    with _steward_client(charge) as counter:
        for interleaving, order in every_interleaving(counter, half):
            again = [status for status in order.statuses.values() if status >= 400]
            statuses = [counter.refund(interleaving.deposit, cents) for cents in (*[half] * len(again), 1)]
            noted, paid = counter.refund_totals(interleaving.deposit)
            played += 1
            if (noted, paid) != (WHOLE_CENTS, WHOLE_CENTS) or statuses[-1] != 409:
                wrong.append((order.steps, noted, paid))
    if not wrong:
        return StepResult(True, f"In all {played} orders both halves were paid, and not a cent more.")
    steps, noted, paid = wrong[0]
    refund_totals = f"{_euros(paid)} were paid back, and the deposit notes {_euros(noted)}"
    measured = f"In {len(wrong)} of {played} orders, such as {' '.join(steps)}, {refund_totals}. {SENT_AGAIN}"
    return StepResult(False, measured, _why(noted, paid))


def _why(noted: int, paid: int) -> str:
    if noted > paid:
        return ADDED_TWICE
    return TOO_STRICT if paid < WHOLE_CENTS else LET_IT_ADD


def too_much_is_refused(charge: Charge) -> StepResult:
    """One after the other: too much is refused, all else is booked as before."""
    with _steward_client(charge) as counter:
        deposit = counter.deposit()
        statuses = [counter.refund(deposit, cents) for cents in (WHOLE_CENTS + 1, 700, 1300, 1)]
        refund_totals = counter.refund_totals(deposit)
        who: dict[str, Any] = {"member_id": 1, "kind": "repair"}
        fee = counter.post(type="fee", daily_rate_cents=300, days=4, discount_percent=25, **who)
        split = counter.post(type="split", kind="loss", total_cents=900, member_ids=[1, 2, 3])
    told = ", ".join(map(str, statuses))
    asked = f"Of a deposit of 20.00, refunds of 20.01, 7.00, 13.00 and 0.01 were answered {told}"
    if statuses != [409, 201, 201, 409] or refund_totals != (WHOLE_CENTS, WHOLE_CENTS):
        strict = any(status == 409 for status in statuses[1:3])
        return StepResult(False, f"{asked}.", TOO_STRICT if strict else REFUSE)
    booked = [answer.json().get("total_cents") for answer in (fee, split)]
    if booked != [900, 900]:
        return StepResult(
            False, f"A fee and a split of 9.00 were booked as {booked} cents.", "Only _take need change."
        )
    return StepResult(True, f"{asked}; a fee and a split are booked as before.")


def morning(charge: Charge) -> dict[str, Any]:
    """Return the columns of the morning of 07, with this `charge` in the backend."""
    plan = MorningPlan()
    with SimulatedToolshed(replace(NAIVE, charge=charge), plan.settings) as toolshed:
        seen = Morning(plan, toolshed)
        for _ in seen.run(step_seconds=plan.seconds):
            pass
    return asdict(seen.columns)


HINTS = (
    "Two requests read the deposit before either of them writes. Nothing between reading and writing can "
    "help: the reading itself has to be part of the writing.",
    "`update(Entry)` is a statement with a condition and a sum of its own. Put the check into `.where(…)`, "
    "the sum into `.values(…)`, both with `Entry.refunded_cents`, which is the column, and not with "
    "`deposit.refunded_cents`, which is what was read some time ago.",
    "Import `update` from `sqlalchemy`. In `_take`: `take = update(Entry)"
    ".where(Entry.id == deposit_id, Entry.refunded_cents + amount_cents <= Entry.amount_cents)`, "
    "then `take = take.values(refunded_cents=Entry.refunded_cents + amount_cents)`. "
    "If `ctx.session.scalar(take.returning(Entry.id))` is None, no row was changed: raise the `Conflict`. "
    "The line that sets `deposit.refunded_cents` goes.",
)

EXERCISE = Exercise(
    find_function("charge", "ctx", "command"),
    (
        Step("once", "A deposit goes back once", goes_back_once),
        Step("halves", "Two halves both arrive, and no more", halves_arrive),
        Step("refused", "Too much is refused, the rest is as before", too_much_is_refused),
    ),
    HINTS,
    observe=morning,
    replay_module="panel",
)
