"""A drawer of receipts in a notebook: a knob, a live figure, and the same for an answer of one's own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import ipywidgets

from labapp.plots.receipt_columns import ReceiptColumns

from ..stations.following import slider
from ..stations.knobs import Knobs
from ..stations.widgets import say, shown
from ..targets.mixture import mixture
from .visits import AUTHORIZED, FEWEST, opened

if TYPE_CHECKING:
    from labapp.plots.receipts import ReceiptFigure

MOST = 20
FRAMES, FRAME_SECONDS = 27, 0.03


def closing_in(name: str = "naive", receipts: int = FEWEST) -> ReceiptColumns:
    """Let receipts come out of a drawer and show live what they give away; return the columns."""
    return Panel(name, receipts).show()


class Panel:
    """A slider, a button, the figure, and the figure in one sentence."""

    def __init__(self, name: str, receipts: int) -> None:
        self.services = mixture(f"{name}{AUTHORIZED}")
        self.button = ipywidgets.Button(description="Run", icon="play", button_style="primary")
        self.button.on_click(lambda _: self.run())
        drawer = slider("receipts in the drawer", receipts, (FEWEST, MOST, 1))
        self.knobs = Knobs({"receipts": drawer}, self.button)
        self.words = ipywidgets.HTML()
        self.place: Any = None

    def show(self) -> ReceiptColumns:
        """Put everything into the notebook and open the drawer once."""
        shown(self.knobs.box(), "A slider and a button.")
        columns = self.run()
        shown(self.words, columns.sentence())
        return columns

    def run(self) -> ReceiptColumns:
        """Open the drawer of whoever the knob says; the figure moves meanwhile."""
        from labapp.plots.receipts import ReceiptFigure

        self.button.disabled, self.words.value = True, ""
        figure, receipts = ReceiptFigure(ReceiptColumns("", 0)), self.knobs.values()["receipts"]
        try:
            self.place = figure.show(self.place)
            for columns in opened(self.services, receipts):
                _close_in(figure, columns, receipts)
            _end(figure)
        finally:
            self.button.disabled = False
        self.words.value = say(figure.columns.sentence())
        return self.knobs.latest(figure.columns)


def _close_in(figure: ReceiptFigure, columns: ReceiptColumns, receipts: int) -> None:
    from labapp.plots.receipts import NOTHING_KNOWN

    before = columns.guessed[-2] if len(columns.guessed) > 1 else NOTHING_KNOWN
    figure.columns = columns
    frames = max(2, FRAMES // receipts)
    for frame in range(1, frames + 1):
        figure.open(before, frame / frames)
        figure.draw()
        time.sleep(FRAME_SECONDS)


def _end(figure: ReceiptFigure) -> None:
    for frame in range(1, FRAMES // 3 + 1):
        figure.grow(3 * frame / FRAMES)
        time.sleep(FRAME_SECONDS)
    figure.leave()


def replay(seen: dict[str, Any]) -> None:
    """Show what receipts gave away elsewhere; `seen` are the columns of that run."""
    from labapp.plots.receipts import ReceiptFigure

    columns = ReceiptColumns(**{**seen, "guessed": [tuple(each) for each in seen["guessed"]]})
    figure = ReceiptFigure(columns)
    figure.show()
    _end(figure)
