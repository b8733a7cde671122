"""A process that was started in a session of its own: it and its children end with whoever started it."""

import os
import signal
import subprocess
from contextlib import suppress
from threading import Thread

import psutil


def end_with_parent() -> None:
    """Kill this process and its group as soon as whoever started it and holds its stdin is gone.

    From now on nothing can be read from stdin.
    """
    line = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    Thread(target=_hang_up, args=(line,), name="end with parent", daemon=True).start()


def _hang_up(line: int) -> None:
    while os.read(line, 1):
        pass
    os.killpg(0, signal.SIGKILL)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children, whether or not it has ended by itself; collect it."""
    with suppress(psutil.NoSuchProcess, ProcessLookupError):
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
