"""The plug: naive code never stops by itself, so every storm has a budget."""

import time
from dataclasses import dataclass

CHECKS = 20
"""The real clocks are looked at once in so many turns: they are dearer than a turn."""
LONGEST = 10.0
"""So many times its processor time a storm may last, on a machine that has other things to do."""


class Unplugged(BaseException):
    """The plug was pulled. Not an Exception: code that retries on any error must not catch it."""


@dataclass(frozen=True)
class Budget:
    """How much a storm may use: calls, virtual seconds, seconds of processor time."""

    calls: int = 100_000
    virtual_seconds: float = 3600.0
    processor_seconds: float = 60.0


class Plug:
    """Counts what a storm uses and remembers why it was stopped."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.calls = self.checks = 0
        self.reason = ""
        self._started: tuple[float, float] | None = None

    @property
    def pulled(self) -> bool:
        """Whether the story has been stopped."""
        return bool(self.reason)

    def pull(self, reason: str) -> None:
        """Stop the story; the first reason stays."""
        self.reason = self.reason or reason

    def count_call(self) -> None:
        """Count one call to the outside, and pull the plug when there were too many."""
        self.calls += 1
        if self.calls >= self.budget.calls:
            self.pull(f"the budget of {self.budget.calls} calls is spent")

    def check_time(self, virtual_seconds: float) -> None:
        """Pull the plug when the story has taken too long, in its own time or in ours."""
        if virtual_seconds >= self.budget.virtual_seconds:
            self.pull(f"the budget of {self.budget.virtual_seconds:g} virtual seconds is spent")
        if self.checks % CHECKS == 0:
            self._check_real_time()
        self.checks += 1

    def _check_real_time(self) -> None:
        now = time.process_time(), time.monotonic()
        self._started = self._started or now
        used, passed = (end - start for end, start in zip(now, self._started, strict=True))
        if max(used, passed / LONGEST) >= self.budget.processor_seconds:
            self.pull(f"the budget of {self.budget.processor_seconds:g} seconds of processor time is spent")
