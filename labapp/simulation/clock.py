"""Time under one protocol: the real clock here, the virtual one in its own module."""

import time

EPOCH = 1_772_442_000.0
"""Where virtual time begins: Monday, 2 March 2026, 09:00 UTC."""


class RealClock:
    """The clock on the wall."""

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
