"""The class view: paste a chat, and see how far the room is and who may want a hand."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import ipywidgets
from IPython.display import DisplayHandle

from labapp.workshop.hints import HINT_NAMES
from labapp.workshop.lab_catalogue import LABS, Lab
from labapp.workshop.milestones import MILESTONE_WORDS, milestones_of
from labapp.workshop.widgets import HtmlWithWords, show_widget

from .chat import Chat, Pasted, read_chat
from .table_and_sentence import ClassColumns, StepCount

if TYPE_CHECKING:
    import pandas as pd


def class_view(text: str = "") -> "ClassView":
    """Show a field for the lines of a chat, and what the codes in it say; return the room."""
    room = ClassView(text)
    room.show()
    return room


class ClassView:
    """A field, a button, the figure, and two tables below it."""

    def __init__(self, text: str) -> None:
        self.field = ipywidgets.Textarea(
            text, description="chat", placeholder="Ann: WBC1-…", layout={"width": "48em", "height": "9em"}
        )
        self.button = ipywidgets.Button(description="Read the codes", button_style="primary")
        self.button.on_click(lambda _: self.read())
        self.columns = ClassColumns(0, ())
        self.figure: Any = None
        self.tables = DisplayHandle()

    def show(self) -> None:
        """Put everything into the notebook and read what is in the field."""
        from .figure import ClassFigure

        show_widget(
            ipywidgets.VBox([self.field, self.button]), "A field for the lines of a chat, and a button."
        )
        self.figure = ClassFigure(counted(read_chat(self.field.value)))
        self.figure.show()
        self.tables.display(self._draw())

    def read(self) -> None:
        """Read the field again, and show what it says."""
        self.tables.update(self._draw())

    def table(self) -> "pd.DataFrame":
        """Return the figure as a table, as it was last read."""
        return self.columns.table()

    def _draw(self) -> HtmlWithWords:
        chat = read_chat(self.field.value)
        self.columns = counted(chat)
        self.figure.update(self.columns)
        self.figure.leave_picture()
        return _told(chat, self.columns)


def counted(chat: Chat) -> ClassColumns:
    """Count how many have done each step, lab by lab."""
    done = [pasted.code.milestones for pasted in chat.pasted]
    steps = [
        StepCount(f"{lab.number} {lab.title}", MILESTONE_WORDS[step[3:]], sum(step in each for each in done))
        for lab in LABS
        for step in milestones_of(lab.number)
    ]
    return ClassColumns(len(done), tuple(steps))


def stuck(chat: Chat) -> "pd.DataFrame":
    """Return who opened hints in the furthest lab that they have not finished, in the order pasted."""
    import pandas as pd

    rows = [row for pasted in chat.pasted for row in _stuck(pasted)]
    names = ["who", "lab", "still open", "last hint opened"]
    return pd.DataFrame(rows, columns=names).set_index("who")


def _stuck(pasted: Pasted) -> Iterable[tuple[str, str, str, str]]:
    begun = [(lab, _open(lab, pasted)) for lab in LABS if _begun(lab, pasted)]
    unfinished = [(lab, steps) for lab, steps in begun if steps]
    for lab, steps in unfinished[-1:]:
        if hint := pasted.code.hints.get(lab.number):
            waiting = ", ".join(MILESTONE_WORDS[step[3:]] for step in steps)
            opened = f"{hint} of {len(HINT_NAMES)}: {HINT_NAMES[hint - 1]}"
            yield pasted.name, f"{lab.number} {lab.title}", waiting, opened


def _begun(lab: Lab, pasted: Pasted) -> bool:
    return lab.number in pasted.code.hints or any(
        step in pasted.code.milestones for step in milestones_of(lab.number)
    )


def _open(lab: Lab, pasted: Pasted) -> list[str]:
    return [step for step in milestones_of(lab.number) if step not in pasted.code.milestones]


def _told(chat: Chat, columns: ClassColumns) -> HtmlWithWords:
    import pandas as pd

    remarks = pd.DataFrame([vars(remark) for remark in chat.remarks], columns=["line", "name", "says"])
    tables = {
        "Who may want a hand, in the order pasted": stuck(chat),
        "Lines to ask about": remarks.set_index("line"),
    }
    shown = "".join(f"<h4>{title}</h4>{_table(frame)}" for title, frame in tables.items())
    words = "".join(f"\n\n{title}\n{_in_words(frame)}" for title, frame in tables.items())
    return HtmlWithWords(f"<p>{columns.sentence()}</p>{shown}", f"{columns.sentence()}{words}")


def _table(frame: "pd.DataFrame") -> str:
    return "<p>None.</p>" if frame.empty else str(frame.reset_index().to_html(index=False))


def _in_words(frame: "pd.DataFrame") -> str:
    return "None." if frame.empty else str(frame.reset_index().to_string(index=False))
