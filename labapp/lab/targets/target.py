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

from labapp.backend.surroundings import Settings
from labapp.probes.target import Target
from labapp.services import Services
from labapp.world.carrier import Carrier
from labapp.world.clock import RealClock
from labapp.world.full_disk import full_disk
from labapp.world.loopback import Loopback

from .addresses import TOOLSHED
from .stranger import START_SECONDS, running
from .turnstile import in_turns
from .wary import Wary
from .world import Setting, World

ADMIN = (Settings.admin_email, Settings.admin_password)


@dataclass(frozen=True)
class Known:
    """What is known of a backend that is not ours; what is None is left unmeasured."""

    carrier_port: int | None = None
    log: Path | None = None
    admin: tuple[str, str] = ADMIN
    start_seconds: float = START_SECONDS


@contextmanager
def in_lab(services: Services, setting: Setting | None = None) -> Iterator[Target]:
    """Open a world with these services and hand it out as a target."""
    with World(services, setting) as world:
        world.lines = deque()  # a probe reads its lines however many came after them
        number = count(1)
        yield Target(
            url=TOOLSHED,
            http=world.http,
            clock=world.clock,
            start=lambda work: world.clock.spawn(f"probe-{next(number)}", work),
            admin=ADMIN,
            carrier=world.carrier,
            logs=lambda: written(world.lines),
            restart=world.restart,
            later=world.clock.skip,
            turnstile=lambda: in_turns(world),
            full_disk=None if world.database is None else partial(full_disk, world.database),
        )


def written(lines: Iterable[tuple[str, str]]) -> list[str]:
    """Return a log as a file would hold it: the sink before each line, and a line that breaks is two."""
    return "\n".join(f"{sink}: {line}" for sink, line in lines).splitlines()


@contextmanager
def at_address(url: str, known: Known) -> Iterator[Target]:
    """Hand out whatever answers at an address; with a port, play its carrier there."""
    with ExitStack() as stack:
        carrier = None
        if known.carrier_port is not None:
            carrier = Carrier(RealClock())
            stack.enter_context(Loopback(carrier, known.carrier_port))
        yield _real(url, carrier, known)


@contextmanager
def in_file(file: Path, known: Known) -> Iterator[Target]:
    """Run a Python file as a backend and hand it out; one that ends by itself is started again.

    Raises stranger.CannotStart.
    """
    with running(file, known.admin, known.start_seconds) as stranger:
        target = _real(stranger.url, stranger.carrier, known)
        yield replace(
            target,
            http=Wary(stranger.revived),
            logs=target.logs or (lambda: stranger.words.lines),
            restart=stranger.restart,
            full_disk=partial(full_disk, stranger.database),
        )


def _real(url: str, carrier: Carrier | None, known: Known) -> Target:
    return Target(
        url=url.rstrip("/"),
        http=Wary(),
        clock=RealClock(),
        start=_beside,
        admin=known.admin,
        run_id=f"run {secrets.token_hex(3)}",
        carrier=carrier,
        logs=None if known.log is None else _lines_of(known.log),
    )


def _beside(work: Callable[[], object]) -> object:
    Thread(target=work, daemon=True).start()
    return None


def _lines_of(log: Path) -> Callable[[], list[str]]:
    """Return what reads the lines of a file, however many there are by then."""
    return lambda: log.read_text(errors="replace").splitlines()
