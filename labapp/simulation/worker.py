"""A worker: ordinary blocking code that lives in virtual time and stands still while others run."""

from collections.abc import Callable
from threading import Lock, Thread

from .kill_switch import RunStopped


class WorkerStuck(Exception):
    """A worker waits for something real, so that virtual time cannot go on."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} waits for something real (a lock, a socket, time.sleep) and not for the clock; "
            f"nothing else can go on. Let it wait with ctx.clock.sleep instead."
        )


class Worker(Thread):
    """Waits for its turn, works, and tells `ended` when it is done.

    `turn` is a lock that is released to give the turn. `wakes` counts how often somebody woke it,
    `refusals` how often it heard that the run was stopped.
    """

    MAX_STOP_SIGNALS = 1000

    def __init__(self, scheduler: object, name: str, work: Callable[[], object]) -> None:
        super().__init__(name=name, daemon=True)
        self.scheduler = scheduler
        self.turn = Lock()
        self.turn.acquire()
        self.wakes = self.stop_signals = 0
        self.done = False
        self.error: BaseException | None = None
        self.on_end: Callable[[Worker], None] = lambda worker: None
        self._work = work

    @property
    def ignores_stop(self) -> bool:
        """Whether it was refused so often that it will never end by itself."""
        return self.stop_signals > self.MAX_STOP_SIGNALS

    def run(self) -> None:
        """Wait for the first turn, work, and give the turn back for the last time."""
        self.turn.acquire()
        try:
            self._work()
        except RunStopped:
            pass
        except BaseException as error:
            self.error = error
        finally:
            self.done = True
            self.on_end(self)
