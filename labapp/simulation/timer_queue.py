"""A timer queue: which worker is due first, and which timers no longer count."""

import heapq

from .worker import Worker


class TimerQueue:
    """Workers in the order in which they are due; of those due together, whoever was added first."""

    def __init__(self) -> None:
        self._timers: list[tuple[float, int, int, Worker]] = []
        self._added = 0

    def add(self, when: float, worker: Worker) -> None:
        """Let a worker be due at a moment, unless somebody wakes it before."""
        self._added += 1
        heapq.heappush(self._timers, (when, self._added, worker.wakes, worker))

    def pop(self, until: float) -> tuple[float, Worker] | None:
        """Remove whoever is due first and return when it was due; None if nobody is due by then."""
        while self._timers and self._timers[0][0] <= until:
            when, _, wakes, worker = heapq.heappop(self._timers)
            if wakes == worker.wakes and not worker.done:
                return when, worker
        return None

    def clear(self) -> None:
        """Forget all timers."""
        self._timers.clear()
