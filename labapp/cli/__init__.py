"""The command line: a module for each command, `labapp serve`, `labapp probe`, `labapp links`."""

import argparse
import signal
import sys
from collections.abc import Sequence

from labapp.backend.database import DatabaseUnusable
from labapp.lab.sharing.links import Unlinkable
from labapp.lab.targets.loading import CannotStart
from labapp.lab.targets.mixture import UnknownMixture
from labapp.world.loopback import PortTaken

from . import links, probe, serve
from .refused import Refused

COMMANDS = (serve, probe, links)
"""Each has `add_to(commands)`, which sets the function that is run with the options."""

WRONG = (Refused, Unlinkable, UnknownMixture, PortTaken, CannotStart, DatabaseUnusable, OSError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what goes wrong is one line on stderr."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status: int = options.command(options)
    except WRONG as error:
        print(f"labapp: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="labapp", description="What Broke First, outside of a notebook.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    return parser
