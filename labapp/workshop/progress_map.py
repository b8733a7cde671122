"""The map of the workshop: which notebook is what, how far one is, and a code to go on elsewhere."""

import html

import ipywidgets
from IPython import get_ipython

from . import kernel_state, progress
from .codes import class_code, progress_code
from .lab_catalogue import LABS, Lab
from .progress_record import Progress
from .progress_summary import lab_state, next_sentence
from .restore_progress import CodeField
from .source_code import source_of
from .widgets import paragraph, show_widget

FIELD = "How far you are stands here, a field for your progress code, and a button that forgets all of it."
FORGET, SURE = "Forget all progress", "Yes, forget all of it"


def labs() -> None:
    """Show the map: every lab with what has been reached, a code to carry on, and a way to start over."""
    show_widget(Map().widget, "\n".join([*(f"{lab.number} {lab.title} ({lab.kind})" for lab in LABS), FIELD]))


class Map:
    """Rows of labs, what comes next, a field for a progress code, and a button that forgets everything."""

    def __init__(self) -> None:
        self.rows, self.code = ipywidgets.HTML(), CodeField(self.draw)
        self.forget = ipywidgets.Button(layout={"width": "auto"})
        self.forget.on_click(lambda _: self.start_over())
        buttons = ipywidgets.HBox([self.code.field, self.code.button, self.forget])
        self.widget = ipywidgets.VBox([self.rows, buttons, self.code.said])
        self.code.said.value = paragraph(progress.trouble() or "")
        self.draw()

    def draw(self, *, sure: bool = False) -> None:
        """Show what is there now; `sure`: the next click on the button forgets it."""
        self.sure, self.forget.description = sure, SURE if sure else FORGET
        now = progress.load()
        rows = "".join(_row(lab, now) for lab in LABS)
        head = _cells("th", "lab", "path", "how far")
        self.rows.value = (
            f'<table class="jp-RenderedHTMLCommon">{head}{rows}</table>'
            f"<p><b>{html.escape(next_sentence(now))}</b></p>"
            f"<p>Your progress as a code, to go on elsewhere: <code>{progress_code.encode(now)}</code></p>"
            f"<p>For the chat of a class, without your predictions: <code>{class_code.encode(now)}</code></p>"
        )

    def start_over(self) -> None:
        """Forget everything, at the second click."""
        if not self.sure:
            self.draw(sure=True)  # the code may be older than what another notebook noted
            self.code.said.value = paragraph("Click once more to forget all of it.")
            return
        lost = progress_code.encode(progress.load())
        progress.forget()
        self.code.said.value = paragraph(progress.trouble() or f"Forgotten. {lost} brings it back.")
        self.draw()


def _row(lab: Lab, now: Progress) -> str:
    link = f'<a href="{lab.name}.ipynb">{lab.number} · {html.escape(lab.title)}</a>'
    return _cells("td", link, lab.kind, lab_state(lab, now))


def _cells(tag: str, *cells: str) -> str:
    row = "".join(f'<{tag} style="text-align: left">{cell}</{tag}>' for cell in cells)
    return f"<tr>{row}</tr>"


def reset(number: str) -> None:
    """Forget one lab, such as "02", and put its exercise, as it came, into a new cell."""
    lab = next((each for each in LABS if each.number == number), None)
    if lab is None:
        raise ValueError(f"There is no lab {number!r}. There are: {', '.join(each.number for each in LABS)}.")
    progress.forget(number)
    kernel_state.forget(number)
    print(f"Lab {number} is as new: no prediction, no vote, no step. Run its cells again from the top.")
    if lab.service is None:
        return
    if (shell := get_ipython()) is not None:
        print("The exercise as it came is in the next cell.")
        shell.set_next_input(f"%%check {lab.service}\n{source_of(lab.service)}")
