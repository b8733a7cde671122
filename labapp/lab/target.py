"""A Target for the probes: our own backend in virtual time."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from labapp.backend.surroundings import Settings
from labapp.probes.target import Target
from labapp.services import Services

from .world import TOOLSHED, World


@contextmanager
def in_lab(services: Services) -> Iterator[Target]:
    """Open a world with these services and hand it out as a target."""
    with World(services) as world:
        number = count(1)
        yield Target(
            url=TOOLSHED,
            http=world.http,
            clock=world.clock,
            start=lambda work: world.clock.spawn(f"probe-{next(number)}", work),
            admin=(Settings.admin_email, Settings.admin_password),
            carrier=world.carrier,
            logs=lambda: [line for _, line in world.lines],
        )
