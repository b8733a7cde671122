"""The command line: a module for each command. `labapp doctor` runs even where packages are missing."""

import argparse
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "doctor": "say what is wrong with this installation, and how to mend it",
    "lab": "copy the notebooks to a folder of yours, and open JupyterLab there",
    "serve": "serve Toolshed on this machine, with its contract as a page",
    "probe": "run the probes; exit 1: broken, 2: unmeasured, 0: all held",
    "links": "print links to Binder, and what to paste into a post",
}
"""What each does. Its module has `add_options(parser)` and `run(options)`, which returns the exit status."""
STOPPED = 130
"""The shell's status of a command that was interrupted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what goes wrong is one line on stderr."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    _heed("SIGTERM")
    _heed("SIGHUP")  # a terminal that is closed
    try:
        return _run(words)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0 if words[:1] == ["serve"] else STOPPED
    except ImportError as error:
        print(f"labapp: {error}. `labapp doctor` says what is missing, and what to do.", file=sys.stderr)
    except OSError as error:  # a file that is missing, no place to write: the doctor asks the machine
        print(f"labapp: {error}. `labapp doctor` looks for the reason, and says what to do.", file=sys.stderr)
    except _wrong() as error:
        print(f"labapp: {error}", file=sys.stderr)
    return 2


def _run(words: list[str]) -> int:
    ours, theirs = _parted(words)
    chosen = next((word for word in ours if word in COMMANDS), "")
    options = _parser(chosen).parse_args(ours, argparse.Namespace(passed_on=theirs))
    status: int = options.run(options)
    return status


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Part what is ours from what `labapp lab` passes on: that stands behind `--`."""
    end = words.index("--") if words[:1] == ["lab"] and "--" in words else len(words)
    return words[:end], words[end + 1 :]


def _heed(name: str) -> None:
    """Let a signal do what Ctrl-C does; whoever started us with it ignored, as nohup does, means that."""
    number = getattr(signal, name, None)  # Windows has no SIGHUP
    if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler)


def _wrong() -> tuple[type[Exception], ...]:
    from labapp.publishing.links import Unlinkable
    from labapp.targets.file_backend_child import CannotStart
    from labapp.targets.loopback import PortTaken
    from labapp.targets.mixture import UnknownMixture
    from labapp.toolshed.database import DatabaseUnusable

    from .loopback_only import Refused

    return Refused, Unlinkable, UnknownMixture, PortTaken, CannotStart, DatabaseUnusable


def _parser(chosen: str) -> argparse.ArgumentParser:
    """Return the parser; only the chosen command is imported, because others may need what is not here."""
    parser = argparse.ArgumentParser(prog="labapp", description="What Broke First, outside of a notebook.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        if name == chosen:
            module = import_module(f".{name}", __name__)
            module.add_options(command)
            command.set_defaults(run=module.run)
    return parser
