"""The one way to put a file to the probes: many at the same time, for most of a probe is waiting.

Each family, and each probe of retries, has the backend for itself: a process, a database and a Carrier.
What a probe leaves behind (a budget spent, a breaker open) is no matter of the next one.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, Queue
from threading import Event

from labapp.probes.families import PROBES
from labapp.probes.finding import Family, Finding
from labapp.simulation.clock import RealClock

from .file_backend_child import CannotStart
from .open_target import BackendOptions, in_file
from .probing import ALL_PROBES, not_started, run, unmeasured

AT_ONCE = 6
MAX_SECONDS = 900.0
NOT_TRIED = "Not tried: it was stopped before."
ONE_EACH = (Family.RETRIES,)
"""Families of which each probe runs by itself."""

Share = tuple[Family, slice]


def shares_of(families: Iterable[Family]) -> tuple[Share, ...]:
    """Return what runs by itself; together these are all probes of the families, each once."""
    return tuple(
        (family, share)
        for family in families
        for share in (
            [slice(n, n + 1) for n in range(len(PROBES[family]))] if family in ONE_EACH else [ALL_PROBES]
        )
    )


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
    """One file put to the probes of some families; `stop` ends it soon, and what was found until then stays.

    `asking`: the families, or single probes, that run at this moment. `refused`: why the file did not start.
    """

    file: Path
    options: BackendOptions = field(default_factory=BackendOptions)
    families: Sequence[Family] = tuple(Family)
    stop: Event = field(default_factory=Event)
    refused: str = ""
    asking: list[str] = field(default_factory=list)
    _come: Queue[Finding] = field(default_factory=Queue)
    _unanswered: Counter[Family] = field(default_factory=Counter)

    def findings(self) -> Iterator[Finding | None]:
        """Yield each finding as it comes, None while nothing comes; nothing is left running afterwards."""
        end = time.monotonic() + MAX_SECONDS
        with ThreadPoolExecutor(AT_ONCE) as pool:
            running = [pool.submit(self._run, *share) for share in shares_of(self.families)]
            try:
                while not all(share.done() for share in running):
                    yield self._next()
                    if time.monotonic() > end:
                        self.stop.set()
                while (found := self._next()) is not None:
                    yield found
                for share in running:
                    share.result()
            finally:
                self.stop.set()

    def _next(self) -> Finding | None:
        with suppress(Empty):
            return self._come.get(timeout=0.1)
        return None

    def _run(self, family: Family, share: slice) -> None:
        name = PROBES[family][share][0].__name__ if family in ONE_EACH else family.value
        try:
            self._check()
            self.asking.append(name)
            for finding in self._found(family, share):
                self._come.put(finding)
                self._check()
        except CannotStart as reason:
            self.refused = self.refused or str(reason)
            for finding in not_started([family], self.refused, share):
                self._come.put(finding)
        except Stopped:
            return
        finally:
            self.asking = [each for each in self.asking if each != name]

    def _found(self, family: Family, share: slice) -> Iterator[Finding]:
        """Run a share on a process of its own."""
        with in_file(self.file, self.options) as target:
            stoppable = replace(target, clock=StoppableClock(self.stop))
            yield from run(stoppable, [family], share, self._unanswered)

    def _check(self) -> None:
        """Raise what ends a share: Stopped; CannotStart when another share could not start."""
        if self.stop.is_set():
            raise Stopped
        if self.refused:
            raise CannotStart(self.refused)


def in_probe_order(found: Iterable[Finding], families: Iterable[Family] = Family) -> tuple[Finding, ...]:
    """Return a finding for each probe of these families; what was stopped before is unmeasured."""
    of = {finding.probe: finding for finding in found}
    return tuple(
        of.get(probe.__name__) or unmeasured(probe, family, NOT_TRIED)
        for family in families
        for probe in PROBES[family]
    )
