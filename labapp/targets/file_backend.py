"""Serve somebody else's backend, one Python file, in a process of its own.

The file has `create_app()` or `app`, any WSGI app. It finds PORT, DATABASE_URL, CARRIER_URL, ADMIN_EMAIL
and ADMIN_PASSWORD in its environment.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import requests

from labapp.simulation.carrier import Carrier
from labapp.simulation.clock import RealClock

from .file_backend_child import CannotStart
from .loopback import HOST, LoopbackServer, free_port
from .process_group import kill_group, start_group
from .process_output import ProcessOutput

START_SECONDS = 20.0


@dataclass
class FileBackend:
    """A file that is served: a port and a database of its own, everything that it says, and its process."""

    file: Path
    folder: Path
    environment: dict[str, str]
    carrier: Carrier
    start_seconds: float
    port: int = field(default_factory=free_port)
    output: ProcessOutput = field(default_factory=ProcessOutput)
    _lock: Lock = field(default_factory=Lock)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"

    @property
    def database(self) -> Path:
        """The file of its database, if it does as DATABASE_URL says."""
        return self.folder / "backend.db"

    def start(self) -> None:
        """Start it and wait until it answers; raises CannotStart."""
        command = [sys.executable, "-m", "labapp.targets.file_backend_child", str(self.file), str(self.port)]
        self._process = process = start_group(
            command,
            {**os.environ, **self.environment, "PORT": str(self.port), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,  # it ends when this end is gone
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
        )
        self.output.listen_to(process)
        until = time.monotonic() + self.start_seconds
        while process.poll() is None and time.monotonic() < until:
            if responds(self.url):
                return self.output.allow_more()
            time.sleep(0.05)
        raise CannotStart(self._why(process))

    def stop(self) -> None:
        """Kill it and its children."""
        if self._process is not None:
            kill_group(self._process)

    def stop_for_good(self) -> None:
        """Stop it; whoever still waits for an answer does not start it again."""
        with self._lock:
            self.stop()
            self._process = None

    def restart(self) -> None:
        """Kill it and start it again, on the same port, with the same database; raises CannotStart."""
        self.stop()
        self.start()

    def restart_if_ended(self) -> str | None:
        """If it has ended by itself, start it again and return its last words; otherwise None."""
        with self._lock:
            if self._process is None or not _has_ended(self._process):
                return None
            why = self._why(self._process)
            self.restart()
            return f"{why} (It was started again.)"

    def _why(self, process: subprocess.Popen[bytes]) -> str:
        running = process.poll() is None
        said = f"gave no answer in {self.start_seconds:g} s" if running else "ended"
        kill_group(process)
        self.output.wait_until_closed()
        if self.output.too_many:
            said = "does not stop talking and was stopped"
        return f"The backend {said}. Its last words: {self.output.last or 'none'}"


@contextmanager
def running(
    file: Path, admin: tuple[str, str], start_seconds: float = START_SECONDS
) -> Iterator[FileBackend]:
    """Run a file as a backend with a fresh database and a Carrier, and hand it out.

    Raises CannotStart. The process and its children are killed when the block ends.
    """
    if not file.is_file():
        raise CannotStart(f"There is no file {file}.")
    carrier = Carrier(RealClock())
    with tempfile.TemporaryDirectory(prefix="backend-") as folder, LoopbackServer(carrier) as line:
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/backend.db",
            "CARRIER_URL": line.url,
            "ADMIN_EMAIL": admin[0],
            "ADMIN_PASSWORD": admin[1],
        }
        backend = FileBackend(file.resolve(), Path(folder), environment, carrier, start_seconds)
        try:
            backend.start()
            yield backend
        finally:
            backend.stop_for_good()


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether a process has ended; a connection breaks a moment before that."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.3)
    return process.returncode is not None


def responds(url: str) -> bool:
    """Tell whether a backend has any answer to GET /tools."""
    try:
        with requests.Session() as http:
            http.trust_env = False  # a proxy knows nothing of this machine
            http.get(f"{url}/tools", timeout=1, stream=True).close()
    except requests.RequestException:
        return False
    return True
