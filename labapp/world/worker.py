"""A worker: ordinary blocking code that lives in virtual time and stands still while others run."""

from collections.abc import Callable
from threading import Lock, Thread

from .plug import Unplugged


class Worker(Thread):
    """Waits for its baton, works, and tells `ended` when it is done."""

    def __init__(self, home: object, name: str, work: Callable[[], object]) -> None:
        super().__init__(name=name, daemon=True)
        self.home = home
        self.baton = Lock()
        self.baton.acquire()
        self.wakes = 0
        self.refusals = 0
        self.done = False
        self.error: BaseException | None = None
        self.ended: Callable[[], None] = lambda: None
        self._work = work

    def run(self) -> None:
        """Wait for the first turn, work, and give the turn back for the last time."""
        self.baton.acquire()
        try:
            self._work()
        except Unplugged:
            pass
        except BaseException as error:
            self.error = error
        finally:
            self.done = True
            self.ended()
