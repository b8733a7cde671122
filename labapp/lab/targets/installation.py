"""Is this installation able to run the workshop? A few readable lines say so, or what to do."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

PATIENCE_SECONDS = 20
MOST_LETTERS = 400
NO_PACKAGE = "A package is missing or broken: run make lab, or install again as README.md says."

Check = tuple[str, Callable[[], None], str]
"""What is tried, how, and what to do when it fails."""


def self_check() -> None:
    """Try what the labs need, and print a line for each; a line that fails says what to do."""
    examine(CHECKS)


def examine(checks: Iterable[Check]) -> int:
    """Make each check, print a line for it, and return how many failed."""
    failed = 0
    for what, attempt, cure in checks:
        try:
            attempt()
        except Exception as error:
            failed += 1
            print(f"✗ {what}: {_reason(error)}. {NO_PACKAGE if isinstance(error, ImportError) else cure}")
        else:
            print(f"✓ {what}")
    return failed


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:MOST_LETTERS].rstrip(".") or type(error).__name__


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

    with serving(NAIVE, Wish(write=lambda sink, line: None)) as server, server, requests.Session() as http:
        http.trust_env = False
        answer = http.get(f"{server.url}/tools", timeout=PATIENCE_SECONDS)
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
    from ..stations.reached import Progress

    kept = progress.load()
    trouble = progress.trouble()
    progress.save(kept)
    if kept == Progress():
        progress.forget()
    if trouble := progress.trouble() or trouble:
        raise RuntimeError(trouble)


CHECKS: tuple[Check, ...] = (
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
