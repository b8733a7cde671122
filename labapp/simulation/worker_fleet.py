"""Our own storm as a model of counts, a fiftieth of a second at a time: as many web workers as one likes.

It follows the naive backend: a worker that has a message calls Carrier until it is taken, and the rest
waits in line. All workers are alike, so it is enough to count how many of them call in which step.
"""

from collections import Counter, deque
from dataclasses import dataclass

STEPS_PER_SECOND = 50
NETWORK_DELAY_STEPS = 1
"""From a visitor to the worker and from there to Carrier: two hops of 10 ms."""

VISITOR_PATIENCE_STEPS = 2 * STEPS_PER_SECOND


@dataclass(frozen=True)
class Fleet:
    """Web workers in front of one Carrier.

    `refusal_costs`: how much of an accepted call it costs Carrier to refuse one, when it is up.
    Raises ValueError for what cannot be.
    """

    workers: int = 100_000
    messages_per_second: int = 12_500
    capacity_per_second: int = 125_000
    outage_begins: float = 10.0
    outage_seconds: float = 20.0
    seconds: int = 60
    answer_seconds: float = 0.2
    refusal_costs: float = 0.0

    def __post_init__(self) -> None:
        if min(vars(self).values()) < 0 or self.workers < 1 or self.answer_seconds * STEPS_PER_SECOND < 1:
            raise ValueError(f"A fleet has a worker or more, answers take 0.02 s or more: {self}.")

    @property
    def round_steps(self) -> int:
        """Steps from one call of a worker to its next one."""
        return round(self.answer_seconds * STEPS_PER_SECOND) + NETWORK_DELAY_STEPS

    def is_down(self, step: int) -> bool:
        """Tell whether Carrier is down in a step."""
        return self.outage_begins <= step / STEPS_PER_SECOND < self.outage_begins + self.outage_seconds


class WorkerQueue:
    """The line in front of the workers, and who of them is free."""

    def __init__(self, fleet: Fleet) -> None:
        self.idle, self.arrived, self.taken = fleet.workers, 0, 0
        self.visitors: deque[tuple[int, int, int]] = deque()
        self.answered: list[bool] = []

    def visit(self, step: int) -> None:
        """Let a visitor join the line."""
        self.visitors.append((len(self.answered), step, self.arrived))
        self.answered.append(False)

    def move(self, step: int) -> int:
        """Let free workers take whom they can; return how many messages they took."""
        while self.visitors:
            number, came, ahead = self.visitors[0]
            in_time = step <= came + VISITOR_PATIENCE_STEPS
            if in_time and ahead - self.taken >= self.idle:
                break
            self.answered[number] = in_time
            self.visitors.popleft()
        messages = min(self.idle, self.arrived - self.taken)
        self.idle -= messages
        self.taken += messages
        return messages


def run(fleet: Fleet) -> tuple[list[int], list[bool]]:
    """Return for each second how many calls Carrier got, and whether a visitor got an answer."""
    calls, answered = run_by_step(fleet)
    starts = range(0, fleet.seconds * STEPS_PER_SECOND, STEPS_PER_SECOND)
    return [sum(calls[start : start + STEPS_PER_SECOND]) for start in starts], answered


def run_by_step(fleet: Fleet) -> tuple[list[int], list[bool]]:
    """Return for each step how many calls Carrier got, and for each second whether a visitor was answered."""
    line, offered = WorkerQueue(fleet), list[int]()
    calling, coming_free, left = Counter[int](), Counter[int](), 0.0
    for step in range((fleet.seconds + 2) * STEPS_PER_SECOND):
        if step % STEPS_PER_SECOND == 0:
            left = fleet.capacity_per_second + min(0.0, left)
            if step < fleet.seconds * STEPS_PER_SECOND:
                line.visit(step)
                line.arrived += fleet.messages_per_second
        line.idle += coming_free.pop(step, 0)
        calling[step + NETWORK_DELAY_STEPS] += line.move(step)
        calls = calling.pop(step, 0)
        served = 0 if fleet.is_down(step) else min(calls, max(0, int(left)))
        if not fleet.is_down(step):
            left -= served + fleet.refusal_costs * (calls - served)
        calling[step + fleet.round_steps] += calls - served
        coming_free[step + fleet.round_steps - NETWORK_DELAY_STEPS] += served
        offered.append(calls)
    return offered, line.answered
