"""The storm that outlives its cause, second by second, by a published rule.

Source: Bronson, Aghayev, Charapko, Zhu: "Metastable Failures in Distributed Systems", HotOS 2021.
Rule: in a second with as many queries as the capacity, or more, every query of that second times out;
each first attempt that failed is repeated once, a second later. With a queue the thresholds are others.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class RetriedService:
    """A database and its clients: queries a second, and a network that is cut for a while.

    Raises ValueError for what cannot be.
    """

    load_per_second: int = 280
    capacity_per_second: int = 300
    cut_begins: int = 10
    cut_seconds: int = 10
    seconds: int = 60

    def __post_init__(self) -> None:
        if min(vars(self).values()) < 0 or self.capacity_per_second == 0:
            raise ValueError(f"Rates and seconds are 0 or more, and the capacity is more than 0: {self}.")

    def is_cut(self, second: int) -> bool:
        """Tell whether the network is cut in a second."""
        return self.cut_begins <= second < self.cut_begins + self.cut_seconds


def run(service: RetriedService) -> tuple[list[int], list[int]]:
    """Return what was offered and what was answered, in queries, for each second."""
    offered, answered = [], []
    retries = 0
    for second in range(service.seconds):
        queries = service.load_per_second + retries
        fails = service.is_cut(second) or queries >= service.capacity_per_second
        offered.append(queries)
        answered.append(0 if fails else queries)
        retries = service.load_per_second if fails else 0
    return offered, answered
