"""What an exercise is: a function to change, and small steps that show how far one has come."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from .lab_catalogue import lab_about

CELL = "<your answer>"
"""The file name of the code in the cell, as tracebacks have it."""


@dataclass(frozen=True)
class StepResult:
    """What one step found: whether it holds, what was measured, and where to look if it does not."""

    holds: bool
    measured: str
    look: str = ""


class UnusableAnswer(Exception):
    """The answer cannot be measured at all; the message says why and what to do."""


@dataclass(frozen=True)
class Step:
    """One step: what it asks for, and the experiment that measures an answer."""

    name: str
    asks: str
    measure: Callable[[Any], StepResult]


@dataclass(frozen=True)
class Exercise:
    """One exercise: how the answer is found in a cell, its steps, and hints that rise to the answer.

    `find_answer` takes the names that the cell defined, and raises UnusableAnswer. `observe` returns the
    columns of the answer's own picture as JSON-ready values; `replay_module` names the module of the lab
    that shows them.
    """

    find_answer: Callable[[Mapping[str, Any]], Any]
    steps: tuple[Step, ...]
    hints: tuple[str, str, str]
    observe: Callable[[Any], dict[str, Any]]
    replay_module: str


def find_function(name: str, *arguments: str) -> Callable[[Mapping[str, Any]], Callable[..., Any]]:
    """Return what finds a plain function in a cell that can be called with these arguments."""
    call = f"{name}({', '.join(arguments)})"

    def found(names: Mapping[str, Any]) -> Callable[..., Any]:
        function = names.get(name)
        if not inspect.isfunction(function):
            raise UnusableAnswer(f"There is no function {name} in the cell. It must be: def {call}.")
        if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
            raise UnusableAnswer(f"{name} is async or a generator. The backend calls it as a plain function.")
        try:
            inspect.signature(function).bind(*arguments)
        except TypeError as error:
            raise UnusableAnswer(
                f"{name} is called as {call}, and yours cannot be ({error}). Write it as def {call}."
            ) from error
        return function

    return found


def exercise_about(service: str) -> Exercise:
    """Return the exercise in the lab about a service; raises ValueError when there is none."""
    found: Exercise = lab_about(service).module("exercise").EXERCISE
    return found


def solution_about(service: str) -> ModuleType:
    """Return the module that solves it; raises ValueError when there is none."""
    return lab_about(service).module("solution")
