"""Virtual time, in which a minute takes a second.

Ordinary blocking code of many workers runs one at a time. A worker that waits hands the turn straight
to whoever is due next, in order of virtual time, so that one seed gives one story. The main thread gets
its turn when a moment is reached, when nobody is due any more, or when something went wrong.
"""

import heapq
from collections.abc import Callable, Iterator
from threading import Lock, current_thread
from typing import TypeVar

from .clock import EPOCH
from .patience import wait
from .plug import Budget, Plug, Unplugged
from .worker import Worker

Result = TypeVar("Result")
FOREVER = float("inf")


class WorkerStuck(Exception):
    """A worker waits for something real, so that virtual time cannot go on."""


class VirtualClock:
    """Virtual time for code that blocks: `spawn` workers, then `run`.

    `run` may be called again to go on from where it stopped. Outside of a worker, `sleep` moves time
    forward by running whoever is due.
    """

    MAX_REFUSALS = 1000

    def __init__(self, budget: Budget | None = None, patience_seconds: float = 5.0) -> None:
        self.plug = Plug(budget or Budget())
        self.log: list[tuple[float, str, str]] = []
        self._now = self._until = EPOCH
        self._skipped = 0.0
        self._due: list[tuple[float, int, int, Worker]] = []
        self._pushes = self._turns = 0
        self._main = Lock()
        self._main.acquire()
        self._workers: list[Worker] = []
        self._running: Worker | None = None
        self._awaited: Worker | None = None
        self._given_up: Worker | None = None
        self._patience_seconds = patience_seconds

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC, in the story's own time."""
        self._refuse_if_unplugged()
        return self._now

    @property
    def elapsed(self) -> float:
        """Virtual seconds that were lived since the story began; works with the plug pulled, too."""
        return self._now - EPOCH - self._skipped

    @property
    def still_there(self) -> list[str]:
        """Names of the workers that have not ended."""
        return [worker.name for worker in self._workers if not worker.done]

    def sleep(self, seconds: float) -> None:
        """Wait in virtual time; whoever is due earlier goes first."""
        self._refuse_if_unplugged()
        if self._me() is None:
            self.run(self._now + seconds)
        else:
            self.park(self._now + seconds)

    def skip(self, seconds: float) -> None:
        """Set the clock forward, and let nobody live through that time; whoever was due is late."""
        self._refuse_if_unplugged()
        self._now += seconds
        self._skipped += seconds

    def spawn(self, name: str, work: Callable[[], object]) -> Worker:
        """Add a worker; it starts at the present virtual moment, after those that are due already."""
        worker = Worker(self, name, work)
        worker.ended = lambda: self._leave(worker)
        self._workers.append(worker)
        worker.start()
        self._push(self._now, worker)
        return worker

    def worker(self) -> Worker:
        """Return the worker that is asking; raises RuntimeError outside of one."""
        worker = self._me()
        if worker is None:
            raise RuntimeError("only a worker of this clock may ask: use clock.call or clock.spawn")
        return worker

    def park(self, until: float) -> bool:
        """Stand still until a virtual moment, or until somebody calls `wake`.

        Returns whether it was woken. Only for workers.
        """
        worker = self.worker()
        self._refuse_if_unplugged()
        if until < FOREVER:
            self._push(until, worker)
        wakes = worker.wakes
        self._pass_on(worker)
        self._refuse_if_unplugged()
        return worker.wakes != wakes

    def wake(self, worker: Worker) -> None:
        """Let a parked worker go on at the present virtual moment."""
        worker.wakes += 1
        self._push(self._now, worker)

    def call(self, work: Callable[[], Result]) -> Result:
        """Do one thing in virtual time and return what it returned, while everybody else lives on.

        Raises Unplugged when the plug is pulled before it is done.
        """
        if self._me() is not None:
            return work()
        answers: list[Result] = []
        self._awaited = self.spawn("main", lambda: answers.append(work()))
        self._go_on(FOREVER)
        if not answers:
            raise Unplugged(self.plug.reason or "nobody is left who could answer")
        return answers[0]

    def record(self, what: str) -> None:
        """Write one line into the log of events: when, who, what."""
        worker = self._me()
        self.log.append((round(self.elapsed, 6), worker.name if worker else "main", what))

    def run(self, until: float = FOREVER) -> None:
        """Let everybody work until a virtual moment, or until nobody is waiting any more.

        Raises WorkerStuck when a worker waits for something real, and the first error that
        a worker did not handle. Interrupting it pulls the plug.
        """
        self._go_on(until)
        if until < FOREVER and not self.plug.pulled:
            self._now = max(self._now, until)

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

    def _go_on(self, until: float) -> None:
        self._until = until
        try:
            following = self._next()
            if following is not None:
                self._hand_to(following)
                self._wait_for_turn()
        except BaseException:
            self.plug.pull("interrupted")
            raise
        finally:
            if self.plug.pulled:
                self._unwind()
        self._workers = [worker for worker in self._workers if not worker.done or worker.error]
        self._raise_errors()

    def _wait_for_turn(self) -> None:
        seen = self._turns
        while not self._main_comes():
            if seen == self._turns:
                raise WorkerStuck(self._complaint())
            seen = self._turns
        self._running = None

    def _main_comes(self) -> bool:
        return wait(lambda seconds: self._main.acquire(timeout=seconds), self._patience_seconds)

    def _complaint(self) -> str:
        name = self._running.name if self._running else "a worker"
        return (
            f"{name} waits for something real (a lock, a socket, time.sleep) and not for the clock; "
            f"nothing else can go on. Let it wait with ctx.clock.sleep instead."
        )

    def _next(self) -> Worker | None:
        """Choose whose turn it is and move time there; None is the main thread."""
        self._turns += 1
        self.plug.check_time(self.elapsed)
        while self._due and self._due[0][0] <= self._until and not self.plug.pulled:
            when, _, wakes, worker = heapq.heappop(self._due)
            if wakes == worker.wakes and not worker.done:
                self._now = max(self._now, when)
                return worker
        return None

    def _hand_to(self, following: Worker | None) -> None:
        self._running = following
        (following.baton if following else self._main).release()

    def _pass_on(self, worker: Worker) -> None:
        following = self._next()
        if following is not worker:
            self._hand_to(following)
            worker.baton.acquire()

    def _leave(self, worker: Worker) -> None:
        if worker is self._given_up:
            return  # nobody waits for it any more: its turn was over long ago
        to_main = worker is self._awaited or worker.error is not None
        self._hand_to(None if to_main else self._next())

    def _me(self) -> Worker | None:
        thread = current_thread()
        return thread if isinstance(thread, Worker) and thread.home is self else None

    def _push(self, when: float, worker: Worker) -> None:
        self._pushes += 1
        heapq.heappush(self._due, (when, self._pushes, worker.wakes, worker))

    def _refuse_if_unplugged(self) -> None:
        if not self.plug.pulled:
            return
        worker = self._me()
        if worker is not None:
            worker.refusals += 1
            if worker.refusals > self.MAX_REFUSALS:
                self._hand_to(None)
                worker.baton.acquire()
        raise Unplugged(self.plug.reason)

    def _unwind(self) -> None:
        """Let every worker run into the pulled plug, one after the other; join those that end."""
        stuck = self._running
        if stuck is not None and self._main_comes():
            stuck = None
        self._given_up = stuck
        for worker in self._workers:
            if not worker.done and worker is not stuck and worker.refusals <= self.MAX_REFUSALS:
                worker.baton.release()
                self._main_comes()
        for worker in self._workers:
            if worker.done:
                worker.join()
        self._running = None
        self._due.clear()

    def _raise_errors(self) -> None:
        for worker in self._workers:
            error, worker.error = worker.error, None
            if error is not None:
                raise error
