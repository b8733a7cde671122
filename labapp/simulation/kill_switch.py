"""The kill switch: naive code never stops by itself, so every run has a budget."""

import time
from dataclasses import dataclass

TURNS_PER_TIME_CHECK = 20
"""The real clocks are looked at once in so many turns: they are dearer than a turn."""
REAL_SECONDS_PER_PROCESSOR_SECOND = 10.0
"""So many times its processor time a run may last, on a machine that has other things to do."""


class RunStopped(BaseException):
    """The run was stopped. Not an Exception: code that retries on any error must not catch it."""


@dataclass(frozen=True)
class Budget:
    """How much a run may use: calls, virtual seconds, seconds of processor time."""

    calls: int = 100_000
    virtual_seconds: float = 3600.0
    processor_seconds: float = 60.0


class KillSwitch:
    """Counts what a run uses and remembers why it was stopped."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.calls = self.checks = 0
        self.reason = ""
        self._started: tuple[float, float] | None = None

    @property
    def activated(self) -> bool:
        """Whether the run has been stopped."""
        return bool(self.reason)

    def activate(self, reason: str) -> None:
        """Stop the run; the first reason stays."""
        self.reason = self.reason or reason

    def count_call(self) -> None:
        """Count one call to the outside, and stop the run when there were too many."""
        self.calls += 1
        if self.calls >= self.budget.calls:
            self.activate(f"the budget of {self.budget.calls} calls is spent")

    def check_time(self, virtual_seconds: float) -> None:
        """Stop the run when it has taken too long, in its own time or in ours."""
        if virtual_seconds >= self.budget.virtual_seconds:
            self.activate(f"the budget of {self.budget.virtual_seconds:g} virtual seconds is spent")
        if self.checks % TURNS_PER_TIME_CHECK == 0:
            self._check_real_time()
        self.checks += 1

    def _check_real_time(self) -> None:
        now = time.process_time(), time.monotonic()
        self._started = self._started or now
        used, passed = (end - start for end, start in zip(now, self._started, strict=True))
        if max(used, passed / REAL_SECONDS_PER_PROCESSOR_SECOND) >= self.budget.processor_seconds:
            self.activate(
                f"the budget of {self.budget.processor_seconds:g} seconds of processor time is spent"
            )
