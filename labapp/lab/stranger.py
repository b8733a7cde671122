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
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import requests

from labapp.world.carrier import Carrier
from labapp.world.clock import RealClock
from labapp.world.loopback import Loopback

from .family import end

START_SECONDS = 20.0
LAST_WORDS = 300


class CannotStart(Exception):
    """The backend does not answer; the message is one line and carries its last words."""


@dataclass(frozen=True)
class Stranger:
    """A backend that runs: its address, its Carrier, what it says on stdout and stderr, its database."""

    url: str
    carrier: Carrier
    words: Path
    database: Path


@contextmanager
def running(file: Path, admin: tuple[str, str]) -> Iterator[Stranger]:
    """Run a file as a backend with a fresh database and a Carrier.

    Raises CannotStart. The process and its children are killed when the block ends.
    """
    if not file.is_file():
        raise CannotStart(f"There is no file {file}.")
    carrier = Carrier(RealClock())
    with tempfile.TemporaryDirectory(prefix="stranger-") as folder, Loopback(carrier) as line:
        environment = {
            **os.environ,
            "PORT": "0",
            "DATABASE_URL": f"sqlite:///{folder}/backend.db",
            "CARRIER_URL": line.url,
            "ADMIN_EMAIL": admin[0],
            "ADMIN_PASSWORD": admin[1],
            "PYTHONUNBUFFERED": "1",
        }
        words = Path(folder) / "words"
        command = [sys.executable, "-m", "labapp.lab.stranger", str(file.resolve()), f"{folder}/address"]
        with words.open("w") as out:
            process = subprocess.Popen(
                command, env=environment, stdout=out, stderr=out, cwd=folder, start_new_session=True
            )
        try:
            url = _address(process, Path(folder) / "address", words)
            yield Stranger(url, carrier, words, Path(folder) / "backend.db")
        finally:
            end(process)


def _address(process: subprocess.Popen[bytes], written: Path, words: Path) -> str:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        if written.exists() and _answers(written.read_text()):
            return written.read_text()
        time.sleep(0.05)
    last = [line.strip() for line in words.read_text(errors="replace").splitlines() if line.strip()]
    why = "ended" if process.poll() is not None else f"gave no answer in {START_SECONDS:g} s"
    raise CannotStart(f"The backend {why}. Its last words: {last[-1][:LAST_WORDS] if last else 'none'}")


def _answers(url: str) -> bool:
    try:
        requests.get(f"{url}/tools", timeout=1)
    except requests.RequestException:
        return False
    return True


def load(file: Path) -> Any:
    """Return the WSGI app of a Python file: what `create_app()` returns, or `app`."""
    spec = spec_from_file_location("backend", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["backend"] = module
    spec.loader.exec_module(module)
    if hasattr(module, "create_app"):
        return module.create_app()
    if hasattr(module, "app"):
        return module.app
    raise CannotStart(f"{file.name} has neither create_app() nor app.")


def main() -> None:
    """Serve the file named first; write the address into the file named second."""
    server = Loopback(load(Path(sys.argv[1])))
    written = Path(sys.argv[2])
    written.with_suffix(".part").write_text(server.url)
    written.with_suffix(".part").rename(written)
    server.run()


if __name__ == "__main__":
    main()
