"""A child process where the system has no process groups (Windows): psutil finds all that it started."""

import os
import subprocess
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import psutil

MARK = "LABAPP_PROCESS_TREE"
"""A variable that every process of a tree inherits, also one whose parent has ended."""
QUIET_ROUNDS = 2
"""One that starts its successor and ends can slip through a single round."""
MAX_ROUNDS = 200
"""Some that multiply faster than they are found must not hold whoever kills them for ever."""


def has_process_groups() -> bool:
    """Tell whether processes can be grouped and waited for as POSIX says; if not, this module stands in."""
    return hasattr(os, "killpg")


class MarkedProcess(subprocess.Popen[bytes]):
    """A child process that is known, with all that it starts, by a mark in its environment."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], **streams: Any) -> None:
        self.mark = uuid.uuid4().hex
        ours = {MARK: self.mark, "PYTHONIOENCODING": "utf-8"}  # elsewhere that is so without asking
        super().__init__(command, env={**env, **ours}, **streams)

    def kill_tree(self) -> None:
        """Kill it and all that it started."""
        _kill_marked(self.mark)
        self.kill()


def own_mark() -> str:
    """Return the mark of the tree to which this process belongs, or nothing."""
    return os.environ.get(MARK, "")


def end_own_tree(mark: str) -> None:
    """Kill all of the tree with this mark, this process last."""
    _kill_marked(mark)
    os._exit(1)


def _kill_marked(mark: str) -> None:
    """Stop them first, until no new one is found: what stands still starts no other."""
    stopped: set[psutil.Process] = set()
    quiet = 0
    for _ in range(MAX_ROUNDS):
        new = _marked(mark) - stopped
        quiet = 0 if new else quiet + 1
        if quiet == QUIET_ROUNDS:
            break
        for process in new:
            with suppress(psutil.Error):
                process.suspend()
        stopped |= new
    for process in stopped:
        with suppress(psutil.Error):
            process.kill()


def _marked(mark: str) -> set[psutil.Process]:
    """Find all others with a mark, and what they started, which may have thrown its environment away."""
    if not mark:
        return set()
    every = list(psutil.process_iter(["environ", "ppid"]))
    found: set[psutil.Process] = set()
    more = {process for process in every if (process.info["environ"] or {}).get(MARK) == mark}
    while more - found:
        found |= more
        parents = {process.pid for process in found}
        more = {process for process in every if process.info["ppid"] in parents}
    return found - {psutil.Process()}
