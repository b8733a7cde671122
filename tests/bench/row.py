"""One measured pair, and how it is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Measure = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """What was measured; `target` is a bound on the ratio ours to peer: "at least" or "at most"."""

    name: str
    ours: float
    peer: float
    target: str

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    @property
    def holds(self) -> bool:
        sign, bound = self.target.split()
        return self.ratio >= float(bound) if sign == ">=" else self.ratio <= float(bound)

    def as_dict(self) -> dict[str, object]:
        named = ("name", "ours", "peer", "ratio", "target", "holds")
        return {name: getattr(self, name) for name in named}


def in_turn(measures: Sequence[Measure], rounds: int = 3) -> list[float]:
    """Measure each in turn, several rounds, so that a slow moment hits all; return the medians."""
    found = [[measure() for measure in measures] for _ in range(rounds)]
    return [median(column) for column in zip(*found, strict=True)]
