"""A crowd: many people in virtual time, each a worker that comes at a moment of its own."""

from collections.abc import Callable
from functools import partial

from .virtual_clock import VirtualClock


def arrive(clock: VirtualClock, name: str, visit: Callable[[int], object], pace: tuple[int, int]) -> None:
    """Let people arrive from now on; the n-th of them does `visit(n)`, beside all the others.

    `pace`: how many arrive together each second, and for how many seconds.
    """
    per_second, seconds = pace

    def spawner() -> None:
        for number in range(per_second * seconds):
            clock.spawn(f"{name}-{number}", partial(visit, number))
            if (number + 1) % per_second == 0:
                clock.sleep(1.0)

    clock.spawn(name, spawner)
