"""A dispatcher: it lets one thread run at a time, and notices when that one does not come back."""

from threading import Lock

from .timeouts import wait_until
from .worker import Worker, WorkerStuck


class Dispatcher:
    """Gives the turn to a worker, or to the main thread (None), by releasing the lock it waits for."""

    def __init__(self, stall_timeout_seconds: float) -> None:
        self.running: Worker | None = None
        self._turns = 0
        self._main_turn = Lock()
        self._main_turn.acquire()
        self._stall_timeout_seconds = stall_timeout_seconds

    def give_turn(self, following: Worker | None) -> None:
        """Let a worker or the main thread run; whoever calls must not go on."""
        self._turns += 1
        self.running = following
        (following.turn if following else self._main_turn).release()

    def switch(self, worker: Worker, following: Worker | None) -> None:
        """Give the turn of the current worker to whoever follows, and wait until it has it again."""
        if following is worker:
            self._turns += 1
            return
        self.give_turn(following)
        worker.turn.acquire()

    def watch(self) -> None:
        """Wait until the main thread has the turn; raises WorkerStuck when one turn lasts too long."""
        seen = self._turns
        while not self.wait_for_main_turn():
            if seen == self._turns:
                raise WorkerStuck(self.running.name if self.running else "a worker")
            seen = self._turns
        self.running = None

    def resume(self, worker: Worker) -> bool:
        """Give a worker the turn and wait; return whether the main thread has it again."""
        worker.turn.release()
        return self.wait_for_main_turn()

    def wait_for_main_turn(self) -> bool:
        """Wait as long as patience lasts; return whether the main thread has the turn."""
        return wait_until(
            lambda seconds: self._main_turn.acquire(timeout=seconds), self._stall_timeout_seconds
        )
