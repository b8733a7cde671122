"""One chart of five rules × 100 clients × 100 replicates, in seconds of CPU time."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import event_heap
import simpy_race
from row import Row, in_turn

from labapp.figures.storm.figure import StormFigure
from labapp.labs.storms_in_depth.fleet import HIGHEST, fleet_at
from labapp.labs.storms_in_depth.ways_to_wait import WaitFigure, with_clients
from labapp.simulation import backoff

PLAN = backoff.Contention()
DRAG_SECONDS = 0.1
OURS_TIMES = 25
"""One chart of ours takes hundredths of a second: too short to be measured once."""


def rows() -> Iterator[Row]:
    """Measure all three in turn; the peers take long, so two rounds are enough."""
    backoff.run("None", backoff.Contention(replicates=2))  # numpy loads what it needs
    ours, heap, simpy = in_turn(
        [lambda: cpu(backoff.run, OURS_TIMES), lambda: cpu(event_heap.run), lambda: cpu(simpy_race.run)], 2
    )
    yield Row("chart of 5 rules, charts a CPU second, against an event heap", 1 / ours, 1 / heap, ">= 60")
    yield Row("chart of 5 rules, charts a CPU second, against SimPy", 1 / ours, 1 / simpy, ">= 90")
    ways, fleet = WaitFigure(with_clients(100)), StormFigure(fleet_at(), HIGHEST)
    moved = {
        "ways to wait, 100 clients": lambda: ways.update(with_clients(100)),
        "100 000 workers": lambda: fleet.update(fleet_at()),
    }
    for name, move in moved.items():
        (seconds,) = in_turn([lambda move=move: wall(move)])
        yield Row(
            f"a slider moved, {name}, seconds, against {DRAG_SECONDS:g} s", seconds, DRAG_SECONDS, "<= 1"
        )


def wall(move: Callable[[], None]) -> float:
    began = time.perf_counter()
    move()
    return time.perf_counter() - began


def cpu(run: Callable[[str, backoff.Contention], Any], times: int = 1) -> float:
    began = time.process_time()
    for _ in range(times):
        for rule in backoff.RULES:
            run(rule, PLAN)
    return (time.process_time() - began) / times
