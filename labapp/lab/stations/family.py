"""A process that was started in a session of its own, and the children that it may have left behind."""

import os
import signal
import subprocess
from contextlib import suppress

import psutil


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children, whether or not it has ended by itself; collect it."""
    with suppress(psutil.NoSuchProcess, ProcessLookupError):
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
