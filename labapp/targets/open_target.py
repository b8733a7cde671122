"""What probes can be pointed at: a mixture of ours in virtual time, a Python file, an address on loopback."""

import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from threading import Thread

from labapp.probes.target import Target
from labapp.services import Services
from labapp.simulation.carrier import Carrier
from labapp.simulation.clock import RealClock
from labapp.simulation.full_disk import full_disk
from labapp.toolshed.dependencies import Settings

from .addresses import TOOLSHED
from .bounded_session import BoundedSession
from .file_backend import START_SECONDS, running
from .loopback import LoopbackServer
from .simulated import SimulatedToolshed, SimulationSettings

ADMIN = (Settings.admin_email, Settings.admin_password)


@dataclass(frozen=True)
class BackendOptions:
    """What is known of a backend that is not ours; what is None is left unmeasured."""

    carrier_port: int | None = None
    log: Path | None = None
    admin: tuple[str, str] = ADMIN
    start_seconds: float = START_SECONDS


@contextmanager
def in_simulation(services: Services, settings: SimulationSettings | None = None) -> Iterator[Target]:
    """Simulate Toolshed with these services and hand it out as a target."""
    with SimulatedToolshed(services, settings) as toolshed:
        toolshed.lines = deque()  # a probe reads its lines however many came after them
        number = count(1)
        yield Target(
            url=TOOLSHED,
            http=toolshed.http,
            clock=toolshed.clock,
            start=lambda work: toolshed.clock.spawn(f"probe-{next(number)}", work),
            admin=ADMIN,
            carrier=toolshed.carrier,
            logs=lambda: as_log_lines(toolshed.lines),
            restart=toolshed.restart,
            later=toolshed.clock.skip,
            interleaved=toolshed.statements.interleaved,
            full_disk=None if toolshed.database is None else partial(full_disk, toolshed.database),
        )


def as_log_lines(lines: Iterable[tuple[str, str]]) -> list[str]:
    """Return a log as a file would hold it: the sink before each line, and a line that breaks is two."""
    return "\n".join(f"{sink}: {line}" for sink, line in lines).splitlines()


@contextmanager
def at_address(url: str, options: BackendOptions) -> Iterator[Target]:
    """Hand out whatever answers at an address; with a port, play its carrier there."""
    with ExitStack() as stack:
        carrier = None
        if options.carrier_port is not None:
            carrier = Carrier(RealClock())
            stack.enter_context(LoopbackServer(carrier, options.carrier_port))
        yield _in_real_time(url, carrier, options)


@contextmanager
def in_file(file: Path, options: BackendOptions) -> Iterator[Target]:
    """Run a Python file as a backend and hand it out; one that ends by itself is started again.

    Raises CannotStart.
    """
    with running(file, options.admin, options.start_seconds) as backend:
        target = _in_real_time(backend.url, backend.carrier, options)
        yield replace(
            target,
            http=BoundedSession(backend.restart_if_ended),
            logs=target.logs or (lambda: backend.output.lines),
            restart=backend.restart,
            full_disk=partial(full_disk, backend.database),
        )


def _in_real_time(url: str, carrier: Carrier | None, options: BackendOptions) -> Target:
    return Target(
        url=url.rstrip("/"),
        http=BoundedSession(),
        clock=RealClock(),
        start=_start_thread,
        admin=options.admin,
        run_id=f"run {secrets.token_hex(3)}",
        carrier=carrier,
        logs=None if options.log is None else _lines_of(options.log),
    )


def _start_thread(work: Callable[[], object]) -> object:
    Thread(target=work, daemon=True).start()
    return None


def _lines_of(log: Path) -> Callable[[], list[str]]:
    """Return what reads the lines of a file, however many there are by then."""
    return lambda: log.read_text(errors="replace").splitlines()
