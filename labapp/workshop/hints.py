"""Help out of direct view: rising hints, and the fix as a difference to the code as it came."""

import difflib
import html
import inspect
from typing import Any

import ipywidgets

from labapp.figures.widget_view import view_or_words

from . import progress
from .exercise import exercise_about, solution_about
from .lab_catalogue import lab_about
from .source_code import source_of
from .widgets import HtmlWithWords

HINT_NAMES = ("A nudge", "More", "Almost everything")
MARKS = {"+": ("ins", "+"), "-": ("del", "−"), " ": ("span", " ")}
COLOURS = {"+": "rgba(0, 158, 115, 0.18)", "-": "rgba(213, 94, 0, 0.18)", " ": "transparent"}


def hint(service: str) -> "Hints":
    """Return the hints of an exercise, folded: each opens by itself, and which was opened is noted."""
    return Hints(lab_about(service).number, exercise_about(service).hints)


class Hints:
    """Folded texts; where a kernel runs, buttons that unfold them take their place."""

    def __init__(self, lab: str, texts: tuple[str, ...]) -> None:
        self.lab, bodies = lab, [f"<p>{_with_code(text)}</p>" for text in texts]
        self.data = "".join(map(_folded, HINT_NAMES, bodies))
        self.words = "\n".join(map("{}: {}".format, HINT_NAMES, texts))
        rows = [self._row(number, body) for number, body in enumerate(bodies, 1)]
        self.widget = ipywidgets.VBox(rows)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {**view_or_words(self.widget, self.words), "text/html": self.data}

    def _row(self, number: int, body: str) -> ipywidgets.VBox:
        button = ipywidgets.ToggleButton(description=HINT_NAMES[number - 1], icon="caret-right")
        words = ipywidgets.HTML()

        def turn(change: Any) -> None:
            button.icon = "caret-down" if change["new"] else "caret-right"
            words.value = body if change["new"] else ""
            if change["new"]:
                progress.note_hint(self.lab, number)

        button.observe(turn, "value")
        return ipywidgets.VBox([button, words])


def show_fix(service: str) -> HtmlWithWords:
    """Return a solution of the exercise, folded, as a difference to the code as it came."""
    name, lines = "One way to solve it", _difference(service)
    shown = "\n".join(map(_line, lines))
    return HtmlWithWords(_folded(name, f"<pre>{shown}</pre>"), "\n".join([f"{name}:", *lines]))


def _difference(service: str) -> list[str]:
    solved = inspect.getsource(solution_about(service))
    lines = difflib.ndiff(source_of(service).splitlines(), solved.splitlines())
    return [line for line in lines if not line.startswith("?")]


def _line(line: str) -> str:
    element, mark = MARKS[line[0]]
    style = f"background: {COLOURS[line[0]]}; text-decoration: none; display: inline-block; width: 100%"
    return f'<{element} style="{style}">{mark} {html.escape(line[2:])}</{element}>'


def _folded(name: str, inside: str) -> str:
    return f"<details><summary>{html.escape(name)}</summary>{inside}</details>"


def _with_code(text: str) -> str:
    parts = html.escape(text, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
