"""Is this installation able to run the workshop? A few readable lines say so, or what to do."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 20


def self_check() -> None:
    """Try what the labs need, and print a line for each; a line that fails says what to do."""
    for what, attempt, cure in CHECKS:
        try:
            attempt()
        except Exception as error:
            print(f"✗ {what}: {' '.join(str(error).split())[:200] or type(error).__name__}. {cure}")
        else:
            print(f"✓ {what}")


def _python() -> None:
    if sys.version_info[:2] != (3, 11):
        raise RuntimeError(f"this is {sys.version_info.major}.{sys.version_info.minor}")


def _database() -> None:
    import sqlite3

    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "try.db")
        connection.execute("CREATE TABLE drills (id INTEGER)")
        connection.close()


def _backend() -> None:
    import requests

    from labapp.naive import NAIVE

    from .served import Wish, serving

    with serving(NAIVE, Wish(write=lambda sink, line: None)) as server, server:
        answer = requests.get(f"{server.url}/tools", timeout=PATIENCE_SECONDS)
        answer.raise_for_status()


def _storm() -> None:
    from labapp.naive import NAIVE

    from ..storms.storming import Storm, StormPlan
    from .world import World

    plan = StormPlan(seconds=3, outage_begins=1, outage_seconds=1)
    with World(NAIVE, plan.setting) as world:
        list(Storm(plan, world).run())
    if world.clock.still_there:
        raise RuntimeError(f"still running: {', '.join(world.clock.still_there)}")


def _child() -> None:
    command = [sys.executable, "-c", "print(2)"]
    said = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=True)
    if said.stdout.strip() != b"2":
        raise RuntimeError("a second Python process does not answer")


def _progress() -> None:
    from ..stations import progress

    progress.save(progress.load())
    if not progress.load().milestones and not progress.load().predictions:
        progress.forget()
    if progress.trouble():
        raise RuntimeError(progress.trouble())


CHECKS: tuple[tuple[str, Callable[[], None], str], ...] = (
    ("Python 3.11", _python, "Start JupyterLab with make lab."),
    ("a database on this disk", _database, "Is the disk full? Free some space."),
    ("Toolshed over HTTP, on this machine only", _backend, "Does a firewall forbid 127.0.0.1? Allow it."),
    (
        "a storm in virtual time, and nothing left running",
        _storm,
        "Please report it; it is a bug of the lab.",
    ),
    ("a second process for the exercises", _child, "Are processes limited here? Ask who runs this machine."),
    ("a place to keep progress", _progress, "The labs work all the same."),
)
