"""An afternoon at Toolshed: members come and go, and a matrix shows which secret is written down where."""

from typing import Any

from labapp.workshop.widgets import show_sentence

from .table_and_sentence import LeakColumns

REQUESTS_A_FRAME = 3


def afternoon(name: str = "naive") -> LeakColumns:
    """Run an afternoon on a mixture and show it live; return its columns."""
    from .figure import LeakFigure

    figure = LeakFigure(LeakColumns())
    figure.show()
    from labapp.targets.mixture import mixture  # the backend loads here, when the matrix is on the screen

    from .scenario import visits

    for columns in visits(mixture(name), figure.columns):
        if columns.requests % REQUESTS_A_FRAME == 0:
            figure.update()
    figure.leave()
    show_sentence(figure.columns.sentence())
    return figure.columns


def replay(seen: dict[str, Any]) -> None:
    """Show an afternoon that was run elsewhere; `seen` are the columns of that run."""
    from .figure import LeakFigure

    whole, figure = LeakColumns(**seen), LeakFigure(LeakColumns())
    figure.show()
    for share in range(1, 21):
        part = [[count * share // 20 for count in row] for row in whole.counts]
        written = [count * share // 20 for count in whole.entries]
        figure.update(LeakColumns(whole.requests * share // 20, part, written))
    figure.update(whole)
    figure.leave()
