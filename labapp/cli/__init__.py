"""The command line: a module for each command. `labapp doctor` runs even where packages are missing."""

import argparse
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = ("doctor", "serve", "probe", "links")
"""A module for each, with `add_to(commands)`, which sets the function that is run with the options."""
STOPPED = 130
"""The shell's status of a command that was interrupted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what goes wrong is one line on stderr."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP: a terminal that is closed
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        options = _parser(COMMANDS[:1] if words[:1] == ["doctor"] else COMMANDS).parse_args(words)
        status: int = options.command(options)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0 if words[:1] == ["serve"] else STOPPED
    except ImportError as error:
        print(f"labapp: {error}. `labapp doctor` says what is missing, and what to do.", file=sys.stderr)
        return 2
    except _wrong() as error:
        print(f"labapp: {error}", file=sys.stderr)
        return 2
    return status


def _wrong() -> tuple[type[Exception], ...]:
    from labapp.publishing.links import Unlinkable
    from labapp.targets.file_backend_child import CannotStart
    from labapp.targets.loopback import PortTaken
    from labapp.targets.mixture import UnknownMixture
    from labapp.toolshed.database import DatabaseUnusable

    from .loopback_only import Refused

    return Refused, Unlinkable, UnknownMixture, PortTaken, CannotStart, DatabaseUnusable, OSError


def _parser(names: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="labapp", description="What Broke First, outside of a notebook.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in names:
        import_module(f".{name}", __name__).add_to(commands)
    return parser
