"""What an exercise is: a function to change, and small steps that show how far one has come."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Seen:
    """What one step found: whether it holds, what was measured, and where to look if it does not."""

    holds: bool
    measured: str
    look: str = ""


class Unusable(Exception):
    """The answer cannot be measured at all; the message says why and what to do."""


@dataclass(frozen=True)
class Step:
    """One step: what it asks for, and the experiment that measures an answer."""

    name: str
    asks: str
    measure: Callable[[Callable[..., Any]], Seen]


@dataclass(frozen=True)
class Exercise:
    """One exercise: the name of its service, its steps, and hints that rise from a nudge to the answer."""

    service: str
    steps: tuple[Step, ...]
    hints: tuple[str, ...] = field(default=())
