"""A child process in a session of its own: it and its children end together, and in good time."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Thread
from typing import Any

import psutil

from labapp.simulation.timeouts import SLICE_SECONDS, load_per_processor

from .pipes import Pipe
from .process_tree import MarkedProcess, end_own_tree, has_process_groups, own_mark


def start_group(command: Sequence[str], env: Mapping[str, str], **streams: Any) -> subprocess.Popen[bytes]:
    """Start a child that can be killed together with all that it starts."""
    if not has_process_groups():
        return MarkedProcess(command, env, **streams)
    return subprocess.Popen(command, env=env, start_new_session=True, **streams)


def end_with_parent() -> None:
    """Kill this process and its group as soon as whoever started it and holds its stdin is gone.

    From now on nothing can be read from stdin.
    """
    line = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    Thread(target=_hang_up, args=(line, own_mark()), name="end with parent", daemon=True).start()


def _hang_up(line: int, mark: str) -> None:
    while os.read(line, 1):
        pass
    if not has_process_groups():
        end_own_tree(mark)
    os.killpg(0, signal.SIGKILL)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children, whether or not it has ended by itself; collect it."""
    if isinstance(process, MarkedProcess):
        process.kill_tree()
    else:
        _kill_session(process)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


def _kill_session(process: subprocess.Popen[bytes]) -> None:
    with suppress(psutil.NoSuchProcess, ProcessLookupError):
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


class ProcessBudget:
    """How long a child may take: seconds that it used, or could have used on a machine with time for it."""

    BUSY_SHARE = 0.5
    """On a busy machine, a child that had the processor for less of its time was not given its chance."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process, self._seconds, self._waited = process, seconds, 0.0

    def wait_for(self, pipe: Pipe) -> bool:
        """Wait for a moment until there is something to read; return whether there is."""
        began = time.monotonic()
        ready = pipe.wait(SLICE_SECONDS)
        self._waited += min(SLICE_SECONDS, time.monotonic() - began) / load_per_processor()
        return ready

    def is_spent(self) -> bool:
        """Tell whether the time is over."""
        return max(self._waited, self._used_seconds()) >= self._seconds

    def was_starved(self) -> bool:
        """Tell whether the machine was too busy to say that the child had its chance."""
        return starved(self._used_seconds(), self._seconds, load_per_processor())

    def _used_seconds(self) -> float:
        try:
            return float(sum(psutil.Process(self._process.pid).cpu_times()[:2]))
        except psutil.NoSuchProcess:
            return 0.0


def starved(used_seconds: float, seconds: float, load: float) -> bool:
    """Tell whether a child used too little of its time, on a machine that others want, too."""
    return load > 1.0 and used_seconds < ProcessBudget.BUSY_SHARE * seconds
