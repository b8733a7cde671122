"""One polite retry: a slider for the load, and a figure that follows it."""

from labapp.plots.outlive import OutliveColumns, OutliveFigure
from labapp.world.metastable import Service, run

from ..stations.following import follow, slider


def polite_retry(load_per_second: int = 280) -> OutliveColumns:
    """Show the storm that outlives its cause, with a slider for the load; return its columns."""
    columns = at_load(load_per_second)
    knob = slider("new queries a second", load_per_second, (100, 290, 10))
    follow({"load_per_second": knob}, OutliveFigure(columns), at_load)
    return columns


def at_load(load_per_second: int) -> OutliveColumns:
    """Run the model at one load."""
    service = Service(load_per_second)
    cut = (service.cut_begins, service.cut_begins + service.cut_seconds)
    return OutliveColumns(load_per_second, service.capacity_per_second, cut, *run(service))
