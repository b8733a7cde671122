"""What a pull request says of itself, and what the probes say of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PullRequest:
    """One proposal for one service.

    `tempting`: why a reviewer in a hurry would merge it. `rejected_by`: the probe that finds what is
    wrong with it, None for a right one.
    """

    title: str
    tempting: str
    service: Callable[..., Any]
    rejected_by: str | None = None
