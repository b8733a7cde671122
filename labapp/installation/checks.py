"""Checks of an installation: each prints one line, and one that fails says what to do."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from labapp import resources

from .kinds import kind

OLDEST_PYTHON = (3, 11)
PATIENCE_SECONDS = 20
MAX_LETTERS = 400

Check = tuple[str, Callable[[], None], str]
"""What is tried, how, and what to do when it fails."""


def run_checks(checks: Iterable[Check]) -> int:
    """Make each check, print a line for it, and return how many failed."""
    failed = 0
    for what, attempt, cure in checks:
        try:
            attempt()
        except Exception as error:
            failed += 1
            print(f"✗ {what}: {_reason(error)}. {_cure(error) or cure}")
        else:
            print(f"✓ {what}")
    return failed


def _cure(error: Exception) -> str:
    """Return what to do about what can be missing in any check."""
    if isinstance(error, ImportError):
        return f"A package is missing or broken. {kind().reinstall}"
    if isinstance(error, FileNotFoundError) and str(error.filename).startswith(str(resources.PARENT)):
        return f"A file of the workshop is missing. {kind().refetch}"
    return ""


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:MAX_LETTERS].rstrip(".") or type(error).__name__


def _python() -> None:
    major, minor = sys.version_info[:2]
    if (major, minor) < OLDEST_PYTHON:
        raise RuntimeError(f"this is {major}.{minor}")


def _database() -> None:
    import sqlite3

    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "try.db")
        connection.execute("CREATE TABLE drills (id INTEGER)")
        connection.close()


def _child() -> None:
    command = [sys.executable, "-c", "print(2)"]
    said = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=True)
    if said.stdout.strip() != b"2":
        raise RuntimeError("a second Python process does not answer")


PYTHON: Check = ("Python 3.11 or newer", _python, "Install one, then run make lab.")
DATABASE: Check = (
    "a database on this disk",
    _database,
    "Is the disk full? Free some space, or set TMPDIR to a folder where you may write.",
)
SECOND_PROCESS: Check = (
    "a second process for the exercises",
    _child,
    "Are processes limited here? Ask who runs this machine.",
)
