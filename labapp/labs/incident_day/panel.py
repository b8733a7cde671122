"""Two of six: choose what to save, merge two fixes, and see what Monday costs."""

import html
from collections.abc import Iterable
from typing import Any

import ipywidgets

from labapp.workshop import progress
from labapp.workshop.lab_catalogue import LABS
from labapp.workshop.widgets import paragraph, show_sentence, show_widget

from .scenario import NAMES, OUTAGE, SECONDS
from .table_and_sentence import UNITS, DayColumns

FIRST_GUESS = ("notify", "authorize")
SAVES = {
    # what can be saved: how the choice says it
    "people": "people: nobody let in, turned away or looked at who should not be",
    "money": "money: nothing booked twice",
    "uptime": "uptime: an answer to every errand",
}
SECONDS_A_FRAME = 2


def incident_day(*merged: str, beside: DayColumns | None = None) -> DayColumns:
    """Run Monday with these fixes merged and show it live; return its columns."""
    columns = run(merged, beside)[1]
    show_sentence(columns.sentence())
    return columns


def run(
    merged: Iterable[str], beside: DayColumns | None, display_handle: Any = None
) -> tuple[Any, DayColumns]:
    """Run Monday; the figure moves meanwhile, in a new place or in an earlier one.

    Returns the place and the columns.
    """
    from .figure import DayFigure

    columns = DayColumns(SECONDS, OUTAGE, tuple(merged))
    figure = DayFigure(columns, beside)
    display_handle = figure.show(display_handle)
    from .scenario import monday, with_fixes  # the backend loads here, when the lanes are on the screen

    with monday(with_fixes(merged)) as day:
        day.columns = columns
        for second in day.run():
            if second % SECONDS_A_FRAME < 1:
                figure.update()
    figure.leave()
    return display_handle, columns


def merge_two(beside: DayColumns) -> DayColumns:
    """Let the learner choose what to save and merge two fixes; run Monday; return its columns."""
    return MergePanel(beside).show()


class MergePanel:
    """What to save, six boxes of which two are ticked, a button, the figure, and what it cost."""

    def __init__(self, beside: DayColumns) -> None:
        self.beside = beside
        self.saves = ipywidgets.RadioButtons(
            options=[(words, name) for name, words in SAVES.items()],
            layout={"width": "max-content"},
        )
        self.boxes = {
            name: ipywidgets.Checkbox(name in FIRST_GUESS, description=_described(name), indent=False)
            for name in NAMES
        }
        self.button = ipywidgets.Button(
            description="Merge and run Monday", icon="play", button_style="primary", layout={"width": "auto"}
        )
        self.button.on_click(lambda _: self.run())
        self.words = ipywidgets.HTML()
        self.display_handle: Any = None

    @property
    def chosen(self) -> tuple[str, ...]:
        """The fixes whose boxes are ticked."""
        return tuple(name for name, box in self.boxes.items() if box.value)

    def show(self) -> DayColumns:
        """Put everything into the notebook and run the first guess once."""
        heads = [ipywidgets.HTML(f"<b>{text}</b>") for text in ("I want to save", "I merge two of six")]
        rows = [heads[0], self.saves, heads[1], *self.boxes.values(), self.button]
        show_widget(
            ipywidgets.VBox(rows), "Three things to save, six fixes of which two are merged, a button."
        )
        self.display_handle, columns = run(self.chosen, self.beside)
        said = self._say(columns)
        show_widget(self.words, said)
        return columns

    def run(self) -> None:
        """Run Monday with the two that are ticked; anything but two is asked for again."""
        if len(self.chosen) != 2:
            many = len(self.chosen) or "none"
            self.words.value = paragraph(
                f"You ticked {many}. Tick two: there was no time for more before nine."
            )
            return
        self.button.disabled = True
        try:
            self.display_handle, columns = run(self.chosen, self.beside, self.display_handle)
            progress.note("08.merged")
        finally:
            self.button.disabled = False
        self._say(columns)

    def _say(self, columns: DayColumns) -> str:
        """Say first what was to be saved, then the rest."""
        wanted, before = self.saves.value, self.beside.costs
        told = [
            f"{UNITS[name]}: {before[name]:,.0f} with nothing merged, {columns.costs[name]:,.0f} now"
            for name in sorted(columns.costs, key=lambda name: name != wanted)
        ]
        said = f"With {columns.called}. You wanted to save {wanted}. {'; '.join(told)}."
        self.words.value = paragraph(said)
        return said


def _described(name: str) -> str:
    lab = next(lab for lab in LABS if lab.service == name)
    return html.escape(f"{name} (lab {lab.number}, {lab.title.lower()})")
