"""Rules that judge a line of the decision history: the old function, with one `if` less, and the new one.

They read what a clerk saw, not a database; a test has the real services judge such visits, too.
"""

import ast
import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from . import old_rules
from .decisions import Decision

Rule = Callable[[Decision], bool]

INCIDENT_BEHIND_IF = (
    "2025-01",
    "2019-07",
    "2018-09",
    "2024-03",
    "2021-03",
    "2021-09",
    "2020-04",
    "2022-08",
    "2018-06",
)
"""The incident behind each `if` of the old function, from top to bottom."""


def old_rule(visit: Decision) -> bool:
    """Decide as the old function did."""
    return not old_rules.may_borrow(visit)


def new_rule(visit: Decision) -> bool:
    """Decide as the assistant's function does: active, fewer than three of one's own, nothing overdue."""
    overdue = visit.due is not None and visit.due < visit.at
    return visit.screen == "active" and visit.own < 3 and not overdue


@cache
def conditions() -> tuple[str, ...]:
    """Return the conditions of the old function, from top to bottom."""
    lines = inspect.getsource(old_rules.may_borrow).splitlines()
    numbers = [each.lineno for each in _parsed().body if isinstance(each, ast.If)]
    return tuple(lines[number - 1].partition("  #")[0].strip() for number in numbers)


def without(number: int) -> Rule:
    """Delete one `if` from the source of the old function, counted from 0, and return what is left."""
    function = _parsed()
    doomed = [each for each in function.body if isinstance(each, ast.If)][number]
    function.body.remove(doomed)
    names: dict[str, Any] = dict(vars(old_rules))
    exec(compile(ast.Module([function], []), old_rules.__name__, "exec"), names)
    return lambda visit: not names["may_borrow"](visit)


def _parsed() -> ast.FunctionDef:
    (function,) = ast.parse(inspect.getsource(old_rules.may_borrow)).body
    assert isinstance(function, ast.FunctionDef)
    return function
