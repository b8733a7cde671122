"""A process that was started in a session of its own, and the children that it may have left behind."""

import os
import signal
import subprocess
from contextlib import suppress


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children, whether or not it has ended by itself; collect it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
