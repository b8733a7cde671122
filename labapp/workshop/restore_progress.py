"""Go on where one was: after a cull, or on another machine, with a progress code."""

from collections.abc import Callable

import ipywidgets

from . import progress
from .codes import progress_code
from .codes.letters_and_hyphens import InvalidCode
from .progress_record import Progress
from .progress_summary import summary
from .widgets import paragraph, show_widget

WORDS = "How far you are stands here, or a field for your progress code."
ASKS = "No progress is kept here. If you were here before, your code brings it back."
RESTORED = "Restored. Cells that you have run already learn of it when you run them again."


class CodeField:
    """A field for a progress code and a button; `then` is called when it brought something back."""

    def __init__(self, then: Callable[[], None]) -> None:
        self.then, self.said = then, ipywidgets.HTML()
        self.field = ipywidgets.Text(
            placeholder="WBF1-…",
            description="Progress code",
            continuous_update=False,
            style={"description_width": "initial"},
            layout={"width": "32em"},
        )
        self.button = ipywidgets.Button(description="Restore", layout={"width": "auto"})
        self.button.on_click(lambda _: self.restore())
        self.field.observe(lambda _: self.restore(), "value")  # Enter was pressed

    def restore(self) -> None:
        """Add what the code says to what is known; a wrong one is told, and nothing is lost."""
        try:
            progress.merge(progress_code.decode(self.field.value))
        except InvalidCode as error:
            self.said.value = paragraph(str(error))
            return
        self.said.value = paragraph(progress.trouble() or RESTORED)
        self.then()


class Welcome:
    """One line for whoever is known here, an offer for everybody else."""

    def __init__(self) -> None:
        self.code, self.line = CodeField(self.draw), ipywidgets.HTML()
        self.offer = ipywidgets.HBox([self.code.field, self.code.button])
        self.widget = ipywidgets.VBox([self.line, self.offer, self.code.said])
        self.draw()

    def draw(self) -> None:
        """Show what is known by now."""
        now = progress.load()
        known = now != Progress()
        self.line.value = paragraph(summary(now) if known else progress.trouble() or ASKS)
        self.widget.children = (
            (self.line, self.code.said) if known else (self.line, self.offer, self.code.said)
        )


def welcome() -> None:
    """Say how far one is, or offer to restore it."""
    show_widget(Welcome().widget, WORDS)
