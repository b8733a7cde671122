"""What an exercise is: a function to change, and small steps that show how far one has come."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

CELL = "<your answer>"
"""The file name of the code in the cell, as tracebacks have it."""


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
    measure: Callable[[Any], Seen]


@dataclass(frozen=True)
class Exercise:
    """One exercise: how the answer is found in a cell, its steps, and hints that rise to the answer.

    `answer` takes the names that the cell defined, and raises Unusable. `observe` returns the columns
    of the answer's own picture as JSON-ready values; `replay` names the module of the lab that shows them.
    """

    answer: Callable[[Mapping[str, Any]], Any]
    steps: tuple[Step, ...]
    hints: tuple[str, str, str]
    observe: Callable[[Any], dict[str, Any]]
    replay: str


def function_named(name: str, *arguments: str) -> Callable[[Mapping[str, Any]], Callable[..., Any]]:
    """Return what finds a plain function in a cell that can be called with these arguments."""
    call = f"{name}({', '.join(arguments)})"

    def found(names: Mapping[str, Any]) -> Callable[..., Any]:
        function = names.get(name)
        if not inspect.isfunction(function):
            raise Unusable(f"There is no function {name} in the cell. It must be: def {call}.")
        if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
            raise Unusable(f"{name} is async or a generator. The backend calls it as a plain function.")
        try:
            inspect.signature(function).bind(*arguments)
        except TypeError as error:
            raise Unusable(
                f"{name} is called as {call}, and yours cannot be ({error}). Write it as def {call}."
            ) from error
        return function

    return found
