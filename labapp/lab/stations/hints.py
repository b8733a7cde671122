"""Help out of direct view: rising hints, and the fix as a difference to the code as it came."""

import difflib
import html
import inspect
from importlib import import_module

from IPython.display import HTML

from .check import exercise_named, original

NAMES = ("A nudge", "More", "Almost everything")
MARKS = {"+": ("ins", "+"), "-": ("del", "−"), " ": ("span", " ")}
COLOURS = {"+": "rgba(0, 158, 115, 0.18)", "-": "rgba(213, 94, 0, 0.18)", " ": "transparent"}


def hint(service: str) -> HTML:
    """Return the hints of an exercise, folded: each opens by itself."""
    hints = zip(NAMES, exercise_named(service).hints, strict=True)
    return HTML("".join(_folded(name, f"<p>{_with_code(text)}</p>") for name, text in hints))


def show_fix(service: str) -> HTML:
    """Return a solution of the exercise, folded, as a difference to the code as it came."""
    return HTML(_folded("One way to solve it", f"<pre>{_difference(service)}</pre>"))


def _difference(service: str) -> str:
    solved = inspect.getsource(import_module(f"labapp.lab.exercises.solved_{service}"))
    lines = difflib.ndiff(original(service).splitlines(), solved.splitlines())
    return "\n".join(_line(line) for line in lines if not line.startswith("?"))


def _line(line: str) -> str:
    element, mark = MARKS[line[0]]
    style = f"background: {COLOURS[line[0]]}; text-decoration: none; display: inline-block; width: 100%"
    return f'<{element} style="{style}">{mark} {html.escape(line[2:])}</{element}>'


def _folded(name: str, inside: str) -> str:
    return f"<details><summary>{html.escape(name)}</summary>{inside}</details>"


def _with_code(text: str) -> str:
    parts = html.escape(text, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
