"""All probes against one file, in shares that run at the same time: most of a probe is waiting.

Each share has the backend for itself: a process, a database and a Carrier of its own.
"""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, Queue
from threading import Event

from labapp.probes.families import PROBES
from labapp.probes.finding import Family, Finding
from labapp.simulation.clock import RealClock
from labapp.targets.file_backend_child import CannotStart
from labapp.targets.open_target import BackendOptions, in_file
from labapp.targets.probing import not_started, run, unmeasured

AT_ONCE = 6
MAX_SECONDS = 900.0
NOT_TRIED = "Not tried: it was stopped before."
SHARD_COUNTS = {Family.RETRIES: 4}
"""How many shares a family with much waiting is cut into; the others are one each."""

SHARDS = tuple((family, slice(first, None, step)) for family in Family
               for step in [SHARD_COUNTS.get(family, 1)] for first in range(step))  # fmt: skip


class Stopped(BaseException):
    """It was stopped. Not an Exception: a probe must not take it for an answer of the backend."""


class StoppableClock(RealClock):
    """The clock on the wall; who waits on it is woken when all is stopped."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop

    def sleep(self, seconds: float) -> None:
        """Wait; raises Stopped."""
        if self._stop.wait(seconds):
            raise Stopped


@dataclass
class ProbeRun:
    """One file put to all probes; `stop` ends it soon, and what was found until then stays."""

    file: Path
    options: BackendOptions = field(default_factory=BackendOptions)
    stop: Event = field(default_factory=Event)
    refused: str = ""
    _come: Queue[Finding] = field(default_factory=Queue)

    def findings(self) -> Iterator[Finding | None]:
        """Yield each finding as it comes, None while nothing comes; nothing is left running afterwards."""
        end = time.monotonic() + MAX_SECONDS
        with ThreadPoolExecutor(AT_ONCE) as pool:
            shares = [pool.submit(self._run, *shard) for shard in SHARDS]
            try:
                while not all(shard.done() for shard in shares):
                    yield self._next()
                    if time.monotonic() > end:
                        self.stop.set()
                while (found := self._next()) is not None:
                    yield found
                for shard in shares:
                    shard.result()
            finally:
                self.stop.set()

    def _next(self) -> Finding | None:
        with suppress(Empty):
            return self._come.get(timeout=0.1)
        return None

    def _run(self, family: Family, shard: slice) -> None:
        try:
            self._check()
            with in_file(self.file, self.options) as target:
                stoppable = replace(target, clock=StoppableClock(self.stop))
                for finding in run(stoppable, [family], shard):
                    self._come.put(finding)
                    self._check()
        except CannotStart as reason:
            self.refused = self.refused or str(reason)
            for finding in not_started([family], self.refused, shard):
                self._come.put(finding)
        except Stopped:
            return

    def _check(self) -> None:
        """Raise what ends a share: Stopped; CannotStart when another share could not start."""
        if self.stop.is_set():
            raise Stopped
        if self.refused:
            raise CannotStart(self.refused)


def in_probe_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return a finding for each probe that exists; what was stopped before is unmeasured."""
    options = {finding.probe: finding for finding in found}
    return tuple(
        options.get(probe.__name__) or unmeasured(probe, family, NOT_TRIED)
        for family, probes in PROBES.items()
        for probe in probes
    )
