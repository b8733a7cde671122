"""What the command line refuses, and the one address it knows."""

from labapp.targets.loopback import HOST

LOOPBACK = (HOST, "localhost")


class Refused(Exception):
    """What was asked for cannot be; one line says why."""


def only_loopback(host: str) -> None:
    """Raise Refused for any other machine."""
    if host not in LOOPBACK:
        raise Refused(f"Broken on purpose: served and probed on {HOST} only, not on {host}.")
