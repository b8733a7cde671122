"""A cooperative scheduler: workers of which one runs at a time, in order of virtual time.

A worker that waits hands the turn straight to whoever is due next, so that one seed gives one event log.
The main thread gets its turn when a moment is reached, when nobody is due any more, or when something
went wrong.
"""

from collections.abc import Callable
from threading import current_thread

from .clock import EPOCH
from .dispatcher import Dispatcher
from .kill_switch import KillSwitch, RunStopped
from .timer_queue import TimerQueue
from .worker import Worker

FOREVER = float("inf")


class Scheduler:
    """Chooses who runs next and moves `now` to the moment when that worker is due."""

    def __init__(self, kill_switch: KillSwitch, stall_timeout_seconds: float) -> None:
        self.kill_switch = kill_switch
        self.now = self._until = EPOCH
        self._skipped = 0.0
        self._timers = TimerQueue()
        self._dispatcher = Dispatcher(stall_timeout_seconds)
        self._workers: list[Worker] = []
        self._awaited: Worker | None = None
        self._abandoned: Worker | None = None

    @property
    def elapsed(self) -> float:
        """Virtual seconds since the beginning, without those that were skipped."""
        return self.now - EPOCH - self._skipped

    @property
    def unfinished(self) -> list[str]:
        """Names of the workers that have not ended."""
        return [worker.name for worker in self._workers if not worker.done]

    def current(self) -> Worker | None:
        """Return the worker that is asking; None for any other thread."""
        thread = current_thread()
        return thread if isinstance(thread, Worker) and thread.scheduler is self else None

    def spawn(self, name: str, work: Callable[[], object]) -> Worker:
        """Start a worker; it is due now, after those that are due already."""
        worker = Worker(self, name, work)
        worker.on_end = self._leave
        self._workers.append(worker)
        worker.start()
        self._timers.add(self.now, worker)
        return worker

    def park(self, worker: Worker, until: float) -> bool:
        """Let the current worker stand still until a moment or a wake; return whether it was woken."""
        self.raise_if_stopped()
        if until < FOREVER:
            self._timers.add(until, worker)
        wakes = worker.wakes
        self._dispatcher.switch(worker, self._next())
        self.raise_if_stopped()
        return worker.wakes != wakes

    def wake(self, worker: Worker) -> None:
        """Make a parked worker due now."""
        worker.wakes += 1
        self._timers.add(self.now, worker)

    def skip(self, seconds: float) -> None:
        """Move time forward without giving a turn to those who are due meanwhile."""
        self.now += seconds
        self._skipped += seconds

    def run(self, until: float = FOREVER) -> None:
        """Give turns until a moment, or until nobody is due any more.

        Raises WorkerStuck, and the first error that a worker did not handle; interrupting it stops the run.
        """
        self._until = until
        self._give_turns()
        self._workers = [worker for worker in self._workers if not worker.done or worker.error]
        self._raise_errors()
        if until < FOREVER and not self.kill_switch.activated:
            self.now = max(self.now, until)

    def run_until_done(self, worker: Worker) -> None:
        """Give turns until a worker has ended, or until nobody is due any more; raises what `run` raises."""
        self._awaited = worker
        try:
            self.run()
        finally:
            self._awaited = None  # else the next run would end with this worker

    def unwind(self) -> None:
        """Let every worker hear that the run was stopped, one after the other; join those that end."""
        stuck = self._dispatcher.running
        if stuck is not None and self._dispatcher.wait_for_main_turn():
            stuck = None
        self._abandoned = stuck
        for worker in self._workers:
            if not worker.done and worker is not stuck and not worker.ignores_stop:
                self._dispatcher.resume(worker)
        for worker in self._workers:
            if worker.done:
                worker.join()
        self._dispatcher.running = None
        self._timers.clear()

    def raise_if_stopped(self) -> None:
        """Raise RunStopped once the run is stopped; park for good a worker that always swallows it."""
        if not self.kill_switch.activated:
            return
        worker = self.current()
        if worker is not None:
            worker.stop_signals += 1
            if worker.ignores_stop:
                self._dispatcher.switch(worker, None)
        raise RunStopped(self.kill_switch.reason)

    def _give_turns(self) -> None:
        try:
            following = self._next()
            if following is not None:
                self._dispatcher.give_turn(following)
                self._dispatcher.watch()
        except BaseException:
            self.kill_switch.activate("interrupted")
            raise
        finally:
            if self.kill_switch.activated:
                self.unwind()

    def _next(self) -> Worker | None:
        """Choose whose turn it is and move time there; None is the main thread."""
        self.kill_switch.check_time(self.elapsed)
        timer = None if self.kill_switch.activated else self._timers.pop(self._until)
        if timer is None:
            return None
        when, worker = timer
        self.now = max(self.now, when)
        return worker

    def _leave(self, worker: Worker) -> None:
        if worker is self._abandoned:
            return  # nobody waits for it any more: its turn was over long ago
        to_main = worker is self._awaited or worker.error is not None
        self._dispatcher.give_turn(None if to_main else self._next())

    def _raise_errors(self) -> None:
        for worker in self._workers:
            error, worker.error = worker.error, None
            if error is not None:
                raise error
