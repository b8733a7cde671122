"""Virtual time, in which a minute takes a second: the clock as ordinary blocking code sees it."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from .kill_switch import Budget, KillSwitch, RunStopped
from .scheduler import FOREVER, Scheduler
from .worker import Worker

Result = TypeVar("Result")


class VirtualClock:
    """Virtual time for code that blocks: `spawn` workers, then `run`.

    `run` may be called again to go on from where it stopped. Outside of a worker, `sleep` moves time
    forward by running whoever is due.
    """

    def __init__(self, budget: Budget | None = None, stall_timeout_seconds: float = 5.0) -> None:
        self.kill_switch = KillSwitch(budget or Budget())
        self.log: list[tuple[float, str, str]] = []
        self._scheduler = Scheduler(self.kill_switch, stall_timeout_seconds)

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC, in virtual time."""
        self._scheduler.raise_if_stopped()
        return self._scheduler.now

    @property
    def elapsed(self) -> float:
        """Virtual seconds that were lived since the run began; works after the run was stopped, too."""
        return self._scheduler.elapsed

    @property
    def unfinished(self) -> list[str]:
        """Names of the workers that have not ended."""
        return self._scheduler.unfinished

    def sleep(self, seconds: float) -> None:
        """Wait in virtual time; whoever is due earlier goes first."""
        until = self.now() + seconds
        worker = self._scheduler.current()
        if worker is None:
            self.run(until)
        else:
            self._scheduler.park(worker, until)

    def skip(self, seconds: float) -> None:
        """Set the clock forward, and let nobody live through that time; whoever was due is late."""
        self._scheduler.raise_if_stopped()
        self._scheduler.skip(seconds)

    def spawn(self, name: str, work: Callable[[], object]) -> Worker:
        """Add a worker; it starts at the present virtual moment, after those that are due already."""
        return self._scheduler.spawn(name, work)

    def worker(self) -> Worker:
        """Return the worker that is asking; raises RuntimeError outside of one."""
        worker = self._scheduler.current()
        if worker is None:
            raise RuntimeError("only a worker of this clock may ask: use clock.call or clock.spawn")
        return worker

    def park(self, until: float) -> bool:
        """Stand still until a virtual moment, or until somebody calls `wake`.

        Returns whether it was woken. Only for workers.
        """
        return self._scheduler.park(self.worker(), until)

    def wake(self, worker: Worker) -> None:
        """Let a parked worker go on at the present virtual moment."""
        self._scheduler.wake(worker)

    def call(self, work: Callable[[], Result]) -> Result:
        """Do one thing in virtual time and return what it returned, while everybody else lives on.

        Raises RunStopped when the run is stopped before it is done.
        """
        if self._scheduler.current() is not None:
            return work()
        answers: list[Result] = []
        self._scheduler.run_until_done(self.spawn("main", lambda: answers.append(work())))
        if not answers:
            raise RunStopped(self.kill_switch.reason or "nobody is left who could answer")
        return answers[0]

    def record(self, what: str) -> None:
        """Write one line into the log of events: when, who, what."""
        worker = self._scheduler.current()
        self.log.append((round(self.elapsed, 6), worker.name if worker else "main", what))

    def run(self, until: float = FOREVER) -> None:
        """Let everybody work until a virtual moment, or until nobody is waiting any more.

        Raises WorkerStuck when a worker waits for something real, and the first error that
        a worker did not handle. Interrupting it stops the run.
        """
        self._scheduler.run(until)

    def steps(self, seconds: float, step: float) -> Iterator[float]:
        """Run for so many virtual seconds and yield after every step, for live plots."""
        end = self._scheduler.now + seconds
        while self._scheduler.now < end and not self.kill_switch.activated:
            self.run(min(self._scheduler.now + step, end))
            yield self.elapsed

    def stop(self) -> None:
        """Stop the run and wait until nothing is left of it."""
        self.kill_switch.activate("the run is over")
        self._scheduler.unwind()
