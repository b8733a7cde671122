"""`%%check notify`: measure the answer in a cell, say what holds, and show its picture."""

import ast
import html
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from .exercise import Exercise, exercise_about
from .sandbox import SandboxReport, measure_in_sandbox
from .source_code import source_of

FENCE = "```"
UNLIMITED = "Only time was limited here: this system has no limits on memory and on files that are written."
SIGNS = {"right": "✓", "wrong": "✗", "open": "·"}


@dataclass(frozen=True)
class FeedbackItem:
    """What is said of one step, or of the whole: a sign, a sentence, what was measured, where to look."""

    sign: str
    says: str
    measured: str = ""
    look: str = ""


@dataclass(frozen=True)
class CheckResult:
    """What became of an answer. `status` is "not attempted", "not yet" or "right".

    `holding`: the names of the steps that hold. `picture`: the columns of the answer's own picture.
    """

    status: str
    lines: tuple[FeedbackItem, ...]
    holding: tuple[str, ...] = ()
    printed: str = ""
    picture: dict[str, Any] | None = None

    def __repr__(self) -> str:
        said = [f"{SIGNS[line.sign]} {line.says}{_told(line)}" for line in self.lines]
        return "\n".join(said + ([f"It printed:\n{self.printed}"] if self.printed else []))

    def _repr_html_(self) -> str:
        rows = "".join(_as_html(line) for line in self.lines)
        printed = f"<p>It printed:</p><pre>{html.escape(self.printed)}</pre>" if self.printed else ""
        return f'<div style="max-width: 62em">{rows}{printed}</div>'


def _told(line: FeedbackItem) -> str:
    return "".join(f"\n    {text}" for text in (line.measured, line.look) if text)


def _as_html(line: FeedbackItem) -> str:
    told = "".join(f"<br>{html.escape(text)}" for text in (line.measured, line.look) if text)
    says = f"<b>{SIGNS[line.sign]}&ensp;{html.escape(line.says)}</b>"
    return f'<p style="padding-left: 1.6em; text-indent: -1.6em">{says}{told}</p>'


def check(service: str, source: str, names: Container[str] = ()) -> CheckResult:
    """Measure an answer; `names` are those that only the kernel knows.

    Raises ValueError when there is no such exercise.
    """
    exercise = exercise_about(service)
    if _same(source, source_of(service)):
        says = "Not attempted yet: this is the code as it came. Change it and run the cell again."
        return CheckResult("not attempted", (FeedbackItem("open", says),))
    broken = _not_python(source)
    if broken is not None:
        return CheckResult("not yet", (broken,))
    return _told_by(exercise, measure_in_sandbox(service, source), source, names)


def _same(source: str, other: str) -> bool:
    def lines(text: str) -> list[str]:
        return [line.rstrip() for line in text.splitlines() if line.strip()]

    return lines(source) == lines(other)


def _not_python(source: str) -> FeedbackItem | None:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        number = getattr(error, "lineno", None)
        where = f" in line {number} of the cell" if number else ""
        what = error.msg if isinstance(error, SyntaxError) else str(error)
        text = (getattr(error, "text", None) or "").strip()
        fence = " The lines with ``` belong to a chat, not to Python. Remove them." if FENCE in text else ""
        return FeedbackItem("wrong", f"Python cannot read it: {what.rstrip('.')}{where}.{fence}", text)
    return None


def _told_by(exercise: Exercise, report: SandboxReport, source: str, names: Container[str]) -> CheckResult:
    steps = {line["step"]: line for line in report.of_kind("step")}
    lines = [_of_step(step.asks, steps.get(step.name)) for step in exercise.steps]
    holding = tuple(name for name, step in steps.items() if step["holds"])
    trouble = _trouble(exercise, report, source, names)
    right = len(holding) == len(lines) and trouble is None
    says = (
        "Right. All of it holds."
        if right
        else f"{len(holding)} of {len(lines)} hold{'s' * (len(holding) == 1)}."
    )
    whole = FeedbackItem("right" if right else "wrong", says) if steps else None
    note = FeedbackItem("open", UNLIMITED) if report.of_kind("unlimited") else None
    said = tuple(line for line in (trouble, whole, *(lines if steps else ()), note) if line is not None)
    picture = next((line["columns"] for line in report.of_kind("picture")), None)
    return CheckResult("right" if right else "not yet", said, holding, report.printed, picture)


def _of_step(asks: str, found: dict[str, Any] | None) -> FeedbackItem:
    if found is None:
        return FeedbackItem("open", f"{asks}: not measured.")
    return FeedbackItem("right" if found["holds"] else "wrong", f"{asks}.", found["measured"], found["look"])


def _trouble(
    exercise: Exercise, report: SandboxReport, source: str, names: Container[str]
) -> FeedbackItem | None:
    for unusable in report.of_kind("unusable"):
        return FeedbackItem("wrong", unusable["message"])
    for raised in report.of_kind("raised"):
        return _raised(raised, source, names)
    if report.ended:
        return FeedbackItem("wrong", f"Your code {report.ended}", _during(exercise, report))
    return None


def _during(exercise: Exercise, report: SandboxReport) -> str:
    asks = {step.name: step.asks for step in exercise.steps}
    begun = [line["step"] for line in report.of_kind("begin")]
    return f"That was while we measured: {asks.get(begun[-1], 'the picture')}." if begun else ""


def _raised(raised: dict[str, Any], source: str, names: Container[str]) -> FeedbackItem:
    name, number = raised["name"], raised["line"]
    if name is not None and name in names:
        says = f"`{name}` lives in this notebook only."
        return FeedbackItem(
            "wrong", says, "The cell runs in a process of its own: put all that it needs into it."
        )
    where = source.splitlines()[number - 1].strip() if number else ""
    said = f"{raised['type']}: {raised['message']}".rstrip(": .")
    return FeedbackItem(
        "wrong", f"It raised {said}.", f"Line {number} of the cell: {where}" if number else ""
    )
