"""Receipts come out of a drawer: a slider, a live figure, and the same for an answer of one's own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from labapp.targets.mixture import mixture
from labapp.workshop.controls import slider
from labapp.workshop.panel import Panel

from .scenario import FIXED_AUTHORIZE, MIN_RECEIPTS, receipts_revealed
from .table_and_sentence import ReceiptColumns

if TYPE_CHECKING:
    from .figure import ReceiptFigure

MAX_RECEIPTS = 20
FRAMES, FRAME_SECONDS = 27, 0.03


def closing_in(name: str = "naive", receipts: int = MIN_RECEIPTS) -> ReceiptColumns:
    """Let receipts come out of a drawer and show live what they give away; return the columns."""
    return ReceiptPanel(name, receipts).show()


class ReceiptPanel(Panel[ReceiptColumns]):
    """How many receipts are in the drawer."""

    def __init__(self, name: str, receipts: int) -> None:
        self.services = mixture(f"{name}{FIXED_AUTHORIZE}")
        super().__init__(
            {"receipts": slider("receipts in the drawer", receipts, (MIN_RECEIPTS, MAX_RECEIPTS, 1))}
        )

    def draw(self, **values: Any) -> ReceiptColumns:
        """Open the drawer of whoever has so many receipts."""
        from .figure import ReceiptFigure

        figure, receipts = ReceiptFigure(ReceiptColumns("", 0)), values["receipts"]
        self.display_handle = figure.show(self.display_handle)
        for columns in receipts_revealed(self.services, receipts):
            _close_in(figure, columns, receipts)
        _end(figure)
        return figure.columns


def _close_in(figure: ReceiptFigure, columns: ReceiptColumns, receipts: int) -> None:
    from .figure import NOTHING_KNOWN

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
    from .figure import ReceiptFigure

    columns = ReceiptColumns(**{**seen, "guessed": [tuple(each) for each in seen["guessed"]]})
    figure = ReceiptFigure(columns)
    figure.show()
    _end(figure)
