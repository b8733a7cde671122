"""Forty senders with one message each: they call `notify` as the backend's worker does, in virtual time."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from random import Random
from traceback import walk_stack
from typing import Any, cast

import requests

from labapp.services import Context, Dead, Delivered, Later, Message
from labapp.simulation.carrier import Carrier, CarrierCall
from labapp.simulation.carrier_script import CarrierScript
from labapp.simulation.kill_switch import Budget
from labapp.simulation.virtual_clock import VirtualClock
from labapp.simulation.worker import WorkerStuck
from labapp.targets.addresses import CARRIER
from labapp.targets.simulated import in_process_session
from labapp.workshop.exercise import CELL, UnusableAnswer

SENDERS = 40
MAX_CALLS = 1_000
PROCESSOR_SECONDS = 2.5

Notify = Callable[..., Any]


@dataclass
class Run:
    """What forty senders did: calls that reached Carrier, outcomes by message, seconds inside one call."""

    calls: list[CarrierCall] = field(default_factory=list)
    outcomes: dict[str, Any] = field(default_factory=dict)
    longest_seconds: float = 0.0
    stopped_because: str = ""

    @property
    def arrived(self) -> set[str]:
        """Texts of the messages that went out."""
        return {call.text for call in self.calls if call.delivered}

    def by_message(self) -> dict[str, list[CarrierCall]]:
        """Return the calls about each message, in their order."""
        found: dict[str, list[CarrierCall]] = {}
        for call in self.calls:
            found.setdefault(call.text, []).append(call)
        return found


def run(notify: Notify, script: CarrierScript, seconds: float, senders: int = SENDERS) -> Run:
    """Let everybody send at once, and go on for so many virtual seconds.

    Raises UnusableAnswer, or whatever the answer itself raised.
    """
    clock = VirtualClock(Budget(MAX_CALLS, 2 * seconds, PROCESSOR_SECONDS), stall_timeout_seconds=2.0)
    carrier, seen = Carrier(clock, script), Run()
    context = _context(clock, carrier)
    for number in range(senders):
        clock.spawn(f"sender-{number}", partial(_send, notify, context, seen, number))
    try:
        clock.run(clock.now() + seconds)
    except WorkerStuck as error:
        raise UnusableAnswer(_stuck()) from error
    finally:
        seen.stopped_because = clock.kill_switch.reason
        clock.stop()
    if "processor time" in seen.stopped_because:
        raise UnusableAnswer(_stuck())
    seen.calls = [call for call in carrier.ledger if call.seconds <= seconds]
    return seen


RETURN = "Whatever happens, return Delivered(…), Later(…) or Dead(…), after a loop, too."


def _stuck() -> str:
    lines = [
        frame.f_lineno
        for top in sys._current_frames().values()
        for frame, _ in walk_stack(top)
        if frame.f_code.co_filename == CELL
    ]
    where = f", but stayed in line {lines[0]} of the cell" if lines else ""
    return (
        f"notify did not come back within {PROCESSOR_SECONDS:g} seconds of work{where}. "
        f"Is it an endless loop, or does it wait for something real (time.sleep, a lock)? "
        f"Here nobody need wait: return Later(seconds)."
    )


def _context(clock: VirtualClock, carrier: Carrier) -> Context:
    chance = Random(2018)
    http: requests.Session = in_process_session(clock, CARRIER, carrier)
    return Context(cast("Any", None), clock, chance, http, CARRIER, lambda: f"{chance.getrandbits(64):x}")


def _send(notify: Notify, ctx: Context, seen: Run, number: int) -> None:
    began = datetime.fromtimestamp(ctx.clock.now(), UTC)
    attempts, text = 0, f"message {number + 1}"
    while True:
        started = ctx.clock.now()
        outcome = notify(ctx, Message(f"key-{number}", f"+49 555 {number:04}", text, attempts, began))
        seen.longest_seconds = max(seen.longest_seconds, ctx.clock.now() - started)
        seen.outcomes[text] = outcome
        attempts += 1
        if not isinstance(outcome, Delivered | Later | Dead):
            raise UnusableAnswer(f"notify returned {outcome!r:.80}. {RETURN}")
        if not isinstance(outcome, Later):
            return
        ctx.clock.sleep(_seconds(outcome))


def _seconds(outcome: Later) -> float:
    seconds: Any = outcome.seconds
    if not isinstance(seconds, int | float) or not seconds >= 0:
        raise UnusableAnswer(f"notify returned Later({seconds!r:.40}). Give it seconds, 0 or more.")
    return max(0.001, float(seconds))
