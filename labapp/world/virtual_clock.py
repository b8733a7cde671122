"""Virtual time, in which a minute takes a second.

Ordinary blocking code of many workers runs one at a time. A worker that waits hands over to whoever
is due next, in order of virtual time, so that one seed gives one story.
"""

import heapq
from collections.abc import Callable, Iterator
from threading import Lock, Thread, current_thread
from typing import TypeVar

from .clock import EPOCH
from .plug import Budget, Plug, Unplugged

Result = TypeVar("Result")


class WorkerStuck(Exception):
    """A worker waits for something real, so that virtual time cannot go on."""


class Worker(Thread):
    """Ordinary blocking code that lives in virtual time, and stands still while others run."""

    def __init__(self, clock: "VirtualClock", name: str, work: Callable[[], object]) -> None:
        super().__init__(name=name, daemon=True)
        self.baton = Lock()
        self.baton.acquire()
        self.turn = 0
        self.refusals = 0
        self.done = False
        self.error: BaseException | None = None
        self._clock, self._work = clock, work

    def run(self) -> None:
        """Wait for the first turn, work, and hand over for the last time."""
        self.baton.acquire()
        try:
            self._work()
        except Unplugged:
            pass
        except BaseException as error:
            self.error = error
        finally:
            self.done = True
            self._clock.leave(self)


class VirtualClock:
    """Virtual time for code that blocks: `spawn` workers, then `run`.

    `run` may be called again to go on from where it stopped. With nobody else to wait for,
    `sleep` outside a worker simply moves time forward by running whoever is due.
    """

    MAX_REFUSALS = 1000

    def __init__(self, budget: Budget | None = None, patience_seconds: float = 5.0) -> None:
        self.plug = Plug(budget or Budget())
        self.log: list[tuple[float, str, str]] = []
        self._now = EPOCH
        self._due: list[tuple[float, int, int, Worker]] = []
        self._sequence = 0
        self._back = Lock()
        self._back.acquire()
        self._workers: list[Worker] = []
        self._running: Worker | None = None
        self._patience_seconds = patience_seconds

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC, in the story's own time."""
        self._refuse_if_unplugged()
        return self._now

    @property
    def elapsed(self) -> float:
        """Virtual seconds since the story began; works with the plug pulled, too."""
        return self._now - EPOCH

    def sleep(self, seconds: float) -> None:
        """Wait in virtual time; whoever is due earlier goes first."""
        self._refuse_if_unplugged()
        worker = self._me()
        if worker is None:
            self.run(self._now + seconds)
        else:
            self.park(self._now + seconds)

    def spawn(self, name: str, work: Callable[[], object]) -> Worker:
        """Add a worker; it starts at the present virtual moment, after those that are due already."""
        worker = Worker(self, name, work)
        self._workers.append(worker)
        worker.start()
        self._push(self._now, worker)
        return worker

    def park(self, until: float) -> bool:
        """Stand still until a virtual moment, or until somebody calls `wake`.

        Returns whether it was woken. Only for workers.
        """
        worker = self.worker()
        self._refuse_if_unplugged()
        if until < float("inf"):
            self._push(until, worker)
        turn = worker.turn
        self._hand_back(worker)
        self._refuse_if_unplugged()
        return worker.turn != turn

    def worker(self) -> Worker:
        """Return the worker that is asking; raises RuntimeError outside of one."""
        worker = self._me()
        if worker is None:
            raise RuntimeError("only a worker of this clock may ask: use clock.call or clock.spawn")
        return worker

    def wake(self, worker: Worker) -> None:
        """Let a parked worker go on at the present virtual moment."""
        worker.turn += 1
        self._push(self._now, worker)

    def call(self, work: Callable[[], Result]) -> Result:
        """Do one thing in virtual time and return what it returned, while everybody else lives on.

        Raises Unplugged when the plug is pulled before it is done.
        """
        if self._me() is not None:
            return work()
        answers: list[Result] = []
        worker = self.spawn("main", lambda: answers.append(work()))
        self._go_on(lambda: bool(self._due) and not worker.done)
        self._raise_errors()
        if not answers:
            raise Unplugged(self.plug.reason or "nobody is left who could answer")
        return answers[0]

    def record(self, what: str) -> None:
        """Write one line into the log of events: when, who, what."""
        worker = self._me()
        self.log.append((round(self.elapsed, 6), worker.name if worker else "main", what))

    def run(self, until: float = float("inf")) -> None:
        """Let everybody work until a virtual moment, or until nobody is waiting any more.

        Raises WorkerStuck when a worker waits for something real, and the first error that
        a worker did not handle. Interrupting it pulls the plug.
        """
        self._go_on(lambda: bool(self._due) and self._due[0][0] <= until)
        if until < float("inf") and not self.plug.pulled:
            self._now = max(self._now, until)
        self._raise_errors()

    def _go_on(self, wanted: Callable[[], bool]) -> None:
        try:
            while wanted() and not self.plug.pulled:
                self._give_turn()
                self.plug.check_time(self.elapsed)
        except BaseException:
            self.plug.pull("interrupted")
            raise
        finally:
            if self.plug.pulled:
                self._unwind()

    def steps(self, seconds: float, step: float) -> Iterator[float]:
        """Run for so many virtual seconds and yield after every step, for live plots."""
        end = self._now + seconds
        while self._now < end and not self.plug.pulled:
            self.run(min(self._now + step, end))
            yield self.elapsed

    def stop(self) -> None:
        """Pull the plug and wait until nothing runs any more."""
        self.plug.pull("the story is over")
        self._unwind()

    @property
    def still_there(self) -> list[str]:
        """Names of the workers that have not ended."""
        return [worker.name for worker in self._workers if not worker.done]

    def leave(self, worker: Worker) -> None:
        """Take the last turn back from a worker that has ended."""
        self._return_turn()

    def _me(self) -> Worker | None:
        thread = current_thread()
        return thread if isinstance(thread, Worker) and thread._clock is self else None

    def _push(self, when: float, worker: Worker) -> None:
        self._sequence += 1
        heapq.heappush(self._due, (when, self._sequence, worker.turn, worker))

    def _give_turn(self) -> None:
        when, _, turn, worker = heapq.heappop(self._due)
        if turn != worker.turn or worker.done:
            return
        self._now = max(self._now, when)
        self._running = worker
        worker.baton.release()
        if not self._back.acquire(timeout=self._patience_seconds):
            raise WorkerStuck(
                f"{worker.name} waits for something real (a lock, a socket, time.sleep) and not for the "
                f"clock; nothing else can go on. Let it wait with ctx.clock.sleep instead."
            )

    def _hand_back(self, worker: Worker) -> None:
        self._return_turn()
        worker.baton.acquire()

    def _return_turn(self) -> None:
        self._running = None
        if self._back.locked():
            self._back.release()

    def _refuse_if_unplugged(self) -> None:
        if not self.plug.pulled:
            return
        worker = self._me()
        if worker is not None:
            worker.refusals += 1
            if worker.refusals > self.MAX_REFUSALS:
                self._hand_back(worker)
        raise Unplugged(self.plug.reason)

    def _unwind(self) -> None:
        if self._running is not None:
            self._back.acquire(timeout=self._patience_seconds)
        for worker in self._workers:
            if not worker.done and worker is not self._running:
                worker.baton.release()
                self._back.acquire(timeout=self._patience_seconds)
        for worker in self._workers:
            if worker.done:
                worker.join()
        self._due.clear()

    def _raise_errors(self) -> None:
        for worker in self._workers:
            error, worker.error = worker.error, None
            if error is not None:
                raise error
