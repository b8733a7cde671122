"""What learners are asked before they see it: the choices, and which of them it was."""

from dataclasses import dataclass
from functools import cache

from .lab_catalogue import LABS
from .milestones import PREDICTIONS


@dataclass(frozen=True)
class Question:
    """One question; `right` is the number of the choice that the lab bears out."""

    asks: str
    choices: tuple[str, ...]
    right: int


@cache
def all_questions() -> dict[str, Question]:
    """Return every question by its name, such as "02.storm"; a lab keeps its own in `questions.py`."""
    asked = {name.partition(".")[0] for name in PREDICTIONS}
    found: dict[str, Question] = {}
    for lab in LABS:
        if lab.number in asked:
            found |= lab.module("questions").QUESTIONS
    return found
