"""The map of the workshop: which notebook is what, how far one is, and a code to go on elsewhere."""

import html

import ipywidgets
from IPython import get_ipython

from ..access.marking import forget_marks
from ..catalogue import LABS, STATIONS, Lab
from . import progress
from .check import original
from .progress_code import BadCode, code, from_code
from .reviews import forget_votes
from .widgets import say, shown


def labs() -> None:
    """Show the map: every lab with what has been reached, a code to carry on, and a way to start over."""
    words = "\n".join(f"{lab.number} {lab.title} ({lab.kind})" for lab in LABS)
    shown(Map().widget, words)


class Map:
    """Rows of labs, the progress code, a field for another code, and a button that forgets everything."""

    def __init__(self) -> None:
        self.rows, self.said = ipywidgets.HTML(), ipywidgets.HTML()
        self.field = ipywidgets.Text(placeholder="WBF1-…", description="code", layout={"width": "20em"})
        self.restore = ipywidgets.Button(description="Go on from this code", layout={"width": "auto"})
        self.forget = ipywidgets.Button(description="Forget all progress", layout={"width": "auto"})
        self.restore.on_click(lambda _: self.go_on())
        self.forget.on_click(lambda _: self.start_over())
        self.sure = False
        buttons = ipywidgets.HBox([self.field, self.restore, self.forget])
        self.widget = ipywidgets.VBox([self.rows, buttons, self.said])
        self.draw()

    def draw(self) -> None:
        """Show what is there now."""
        now = progress.load()
        rows = "".join(_row(lab, now) for lab in LABS)
        head = "<tr><th>lab</th><th>kind</th><th>reached</th></tr>"
        self.rows.value = (
            f'<table class="jp-RenderedHTMLCommon">{head}{rows}</table>'
            f"<p>Your progress as a code, to go on elsewhere: <code>{code(now)}</code></p>"
        )
        self.said.value = say(progress.trouble() or "")

    def go_on(self) -> None:
        """Add what the code in the field says."""
        try:
            progress.merge(from_code(self.field.value))
        except BadCode as error:
            self.said.value = say(str(error))
            return
        self.draw()

    def start_over(self) -> None:
        """Forget everything, at the second click."""
        self.sure = not self.sure
        if self.sure:
            self.said.value = say("Click once more to forget all of it. The code above brings it back.")
            return
        progress.forget()
        self.draw()


def _row(lab: Lab, now: progress.Progress) -> str:
    reached = [STATIONS[name.partition(".")[2]] for name in progress.MILESTONES if name in now.of(lab.number)]
    link = f'<a href="{lab.name}.ipynb">{lab.number} · {html.escape(lab.title)}</a>'
    return f"<tr><td>{link}</td><td>{lab.kind}</td><td>{', '.join(reached) or '–'}</td></tr>"


def reset(number: str) -> None:
    """Forget one lab, such as "02", and put its exercise, as it came, into a new cell."""
    lab = next((each for each in LABS if each.number == number), None)
    if lab is None:
        raise ValueError(f"There is no lab {number!r}. There are: {', '.join(each.number for each in LABS)}.")
    progress.forget(number)
    print(f"Lab {number} is as new: no prediction, no vote, no step. Run its cells again from the top.")
    if lab.service is None:
        return
    forget_votes(lab.service)
    if lab.service == "authorize":
        forget_marks()
    if (shell := get_ipython()) is not None:
        print("The exercise as it came is in the next cell.")
        shell.set_next_input(f"%%check {lab.service}\n{original(lab.service)}")
