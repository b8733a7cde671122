"""One polite retry: a slider for the load, and a figure that follows it."""

import ipywidgets

from labapp.plots.outlive import OutliveColumns, OutliveFigure
from labapp.world.metastable import Service, run

from .widgets import say, shown


def polite_retry(load_per_second: int = 280) -> OutliveColumns:
    """Show the storm that outlives its cause, with a slider for the load; return its columns."""
    columns = at_load(load_per_second)
    figure = OutliveFigure(columns)
    slider = ipywidgets.IntSlider(
        load_per_second,
        100,
        290,
        10,
        description="new queries a second",
        style={"description_width": "12em"},
        layout={"width": "34em"},
    )
    words = ipywidgets.HTML(say(columns.sentence()))
    shown(slider, "A slider: new queries a second, 100 to 290.")
    figure.show()

    def follow(change: dict[str, int]) -> None:
        now = at_load(change["new"])
        figure.update(now)
        words.value = say(now.sentence())
        figure.leave_picture(f"{figure.question} {now.sentence()}")

    slider.observe(follow, "value")
    figure.leave_picture(f"{figure.question} {columns.sentence()}")
    shown(words, columns.sentence())
    return columns


def at_load(load_per_second: int) -> OutliveColumns:
    """Run the model at one load."""
    service = Service(load_per_second)
    cut = (service.cut_begins, service.cut_begins + service.cut_seconds)
    return OutliveColumns(load_per_second, service.capacity_per_second, cut, *run(service))
