"""Clients that want to write the same row: five ways to wait before the next try, many runs at a time.

Source of the model: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
One server, one row with a version. A client reads the version, writes with it, and fails if somebody
else wrote in between. Every hop takes time; the server takes none and is never too busy.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Contention:
    """How many clients write, how they wait, how long a hop takes, and how often all of it is repeated.

    `hop_mean_ms`, `hop_spread_ms`: a hop is the absolute value of a normal variate with this mean and
    standard deviation. Raises ValueError for what cannot be.
    """

    clients: int = 100
    base_ms: float = 5.0
    cap_ms: float = 2000.0
    hop_mean_ms: float = 10.0
    hop_spread_ms: float = 2.0
    replicates: int = 100
    seed: int = 2015

    def __post_init__(self) -> None:
        if self.clients < 1 or self.replicates < 1 or min(vars(self).values()) < 0:
            raise ValueError(f"Clients and replicates are 1 or more, and the rest is 0 or more: {self}.")


@dataclass(frozen=True)
class Outcome:
    """One value for each replicate: when the last client had its answer, and how many writes were tried."""

    time_ms: Floats
    calls: NDArray[np.int64]


Wait = Callable[[Contention, np.random.Generator, Floats], tuple[Floats, Floats]]
"""From what each client remembers (ms) to how long it pauses and what it remembers then."""


def _none(plan: Contention, chance: np.random.Generator, kept: Floats) -> tuple[Floats, Floats]:
    return np.zeros(len(kept)), kept


def _exponential(plan: Contention, chance: np.random.Generator, kept: Floats) -> tuple[Floats, Floats]:
    grown = np.minimum(plan.cap_ms, 2.0 * kept)
    return grown, grown


def _equal_jitter(plan: Contention, chance: np.random.Generator, kept: Floats) -> tuple[Floats, Floats]:
    grown = np.minimum(plan.cap_ms, 2.0 * kept)
    return grown * (0.5 + 0.5 * chance.random(len(kept))), grown


def _full_jitter(plan: Contention, chance: np.random.Generator, kept: Floats) -> tuple[Floats, Floats]:
    grown = np.minimum(plan.cap_ms, 2.0 * kept)
    return grown * chance.random(len(kept)), grown


def _decorrelated(plan: Contention, chance: np.random.Generator, kept: Floats) -> tuple[Floats, Floats]:
    drawn = plan.base_ms + (3.0 * kept - plan.base_ms) * chance.random(len(kept))
    pause = np.minimum(plan.cap_ms, drawn)
    return pause, pause


RULES: dict[str, Wait] = {
    "None": _none,
    "Exponential": _exponential,
    "EqualJitter": _equal_jitter,
    "FullJitter": _full_jitter,
    "Decorr": _decorrelated,
}
"""The rules by their names in the source; what is remembered is the longest pause, or the last one."""


def run(rule: str, plan: Contention) -> Outcome:
    """Run one rule in all replicates at once.

    Only a successful write changes anything for the others, so each success is one step: whoever read
    before it fails, and reads again. n clients are n steps. Raises KeyError for an unknown rule.
    """
    wait, chance = RULES[rule], np.random.Generator(np.random.SFC64(plan.seed))
    replicate, shape = np.arange(plan.replicates), (plan.clients, plan.replicates)
    read = _hops(1, plan, chance, shape)
    write = read + _hops(2, plan, chance, shape)
    kept = np.full(shape, plan.base_ms)
    reads, writes, keeps = read.reshape(-1), write.reshape(-1), kept.reshape(-1)
    done, calls = np.zeros(plan.replicates), np.zeros(plan.replicates, np.int64)
    for left in range(plan.clients - 1, -1, -1):
        first = write[: left + 1].argmin(axis=0)
        now = write[first, replicate]
        done = np.maximum(done, now + _hops(1, plan, chance, now.shape))
        for each in (read, write, kept):
            each[first, replicate] = each[left]
        doomed = read[:left] < now
        calls += 1 + doomed.sum(axis=0)
        late = doomed.reshape(-1).nonzero()[0]
        pause, keeps[late] = wait(plan, chance, keeps[late])
        pause += writes[late]
        pause += _hops(2, plan, chance, late.shape)
        reads[late] = pause
        pause += _hops(2, plan, chance, late.shape)
        writes[late] = pause
    return Outcome(done, calls)


def _hops(count: int, plan: Contention, chance: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Draw sums of so many hops; beyond five standard deviations hardly any is folded."""
    if plan.hop_mean_ms < 5.0 * plan.hop_spread_ms:
        single = chance.standard_normal((count, *shape)) * plan.hop_spread_ms + plan.hop_mean_ms
        return np.asarray(np.abs(single).sum(axis=0))
    hops = chance.standard_normal(shape)
    hops *= plan.hop_spread_ms * count**0.5
    hops += plan.hop_mean_ms * count
    return hops
