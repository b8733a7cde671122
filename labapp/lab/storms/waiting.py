"""Five ways to wait: a slider for the clients, and a figure that follows it."""

import csv
from functools import cache
from pathlib import Path

from labapp.plots.waits import WaitColumns, WaitFigure
from labapp.world.backoff import RULES, Contention, run

from ..stations.following import follow, slider

REFERENCE = Path(__file__).parents[3] / "data" / "evidence" / "aws_reference.csv"
REPLICATES = 50


def ways_to_wait(clients: int = 100) -> WaitColumns:
    """Show the five rules with a slider for the clients; return the columns."""
    columns = with_clients(clients)
    follow({"clients": slider("clients", clients, (10, 100, 10))}, WaitFigure(columns), with_clients)
    return columns


def with_clients(clients: int) -> WaitColumns:
    """Run all five rules with so many clients."""
    outcomes = {rule: run(rule, Contention(clients, replicates=REPLICATES)) for rule in RULES}
    measured = {
        rule: (float(found.calls.mean()), float(found.time_ms.mean()) / 1000)
        for rule, found in outcomes.items()
    }
    return WaitColumns(clients, measured, published().get(clients, {}))


@cache
def published() -> dict[int, dict[str, tuple[float, float]]]:
    """Read the reference: writes and seconds, by number of clients and rule."""
    found: dict[int, dict[str, tuple[float, float]]] = {}
    with REFERENCE.open(newline="") as file:
        for row in csv.DictReader(file):
            values = float(row["calls_mean"]), float(row["time_mean_ms"]) / 1000
            found.setdefault(int(row["clients"]), {})[row["algorithm"]] = values
    return found
