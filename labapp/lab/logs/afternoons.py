"""An afternoon at Toolshed: members come and go, and a matrix shows which secret is written down where."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from labapp.plots.leak_columns import LeakColumns

from ..stations.widgets import say, shown
from . import case

if TYPE_CHECKING:
    from labapp.services import Services

VISITORS = ("Ann", "Bela", "Carl", "Dana", "Emre", "Fay", "Gil", "Hana", "Ivo", "Jo")
UNLUCKY = {"Dana", "Hana"}
REQUESTS_A_FRAME = 3


def afternoon(name: str = "naive") -> LeakColumns:
    """Run an afternoon on a mixture and show it live; return its columns."""
    import ipywidgets

    from labapp.plots.leaks import LeakFigure

    figure = LeakFigure(LeakColumns())
    figure.show()
    from ..targets.mixture import mixture  # the backend loads here, when the matrix is on the screen

    for columns in visits(mixture(name), figure.columns):
        if columns.requests % REQUESTS_A_FRAME == 0:
            figure.update()
    figure.leave()
    sentence = figure.columns.sentence()
    shown(ipywidgets.HTML(say(sentence)), sentence)
    return figure.columns


def visits(services: "Services", columns: LeakColumns) -> Iterator[LeakColumns]:
    """Let everybody visit a backend with these services; yield the columns after each request."""
    from labapp.probes.detective import on_the_case

    from ..targets.target import in_lab
    from .visiting import Visitor

    with in_lab(services) as target, on_the_case(target, "afternoon") as detective:
        for name in VISITORS:
            for _ in Visitor(detective, name, unlucky=name in UNLUCKY).day(columns):
                yield columns
        case.keep(detective.new_lines())


def replay(seen: dict[str, Any]) -> None:
    """Show an afternoon that was run elsewhere; `seen` are the columns of that run."""
    from labapp.plots.leaks import LeakFigure

    whole, figure = LeakColumns(**seen), LeakFigure(LeakColumns())
    figure.show()
    for share in range(1, 21):
        part = [[count * share // 20 for count in row] for row in whole.counts]
        written = [count * share // 20 for count in whole.entries]
        figure.update(LeakColumns(whole.requests * share // 20, part, written))
    figure.update(whole)
    figure.leave()
