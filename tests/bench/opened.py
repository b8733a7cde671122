"""What notebooks use when they are run to the end: memory with the server, requests, CPU seconds."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL

import psutil
import requests
from jupyter_client.blocking.client import BlockingKernelClient
from kernels import NOTEBOOK, cells, kernel, printed
from row import Row

BINDER_MB = 450.0
"""What mybinder.org guarantees to each visitor."""
CPU_SECONDS = 90.0
FOLDER = NOTEBOOK.parent
OPENED = ("02_retry_storm", "06_misunderstood_eligibility", "08_incident_day")
PATIENCE_SECONDS = 60
Used = tuple[int, float]

COUNTING = """
import flask, resource
_answers, _reached = flask.Flask.__call__, []
def _counted(app, environ, start_response):
    _reached.append(1)
    return _answers(app, environ, start_response)
flask.Flask.__call__ = _counted
"""
COUNTED = """
_used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(len(_reached), sum(each.ru_utime + each.ru_stime for each in _used))
"""


def rows() -> Iterator[Row]:
    """Open one notebook after the other on one server; run each of the others in a kernel of its own."""
    used: dict[str, Used] = {}
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as lab:
        yield of_memory("the server alone", lab.megabytes())
        for count, name in enumerate(OPENED, 1):
            used[name] = lab.run(name)
            numbers = ", ".join(name[:2] for name in OPENED[:count])
            yield of_memory(f"the server with {numbers}, run to the end", lab.megabytes())
    for path in sorted(FOLDER.glob("*.ipynb")):
        if path.stem not in used:
            with kernel() as client:
                used[path.stem] = to_the_end(client, path.stem)
        requests_in_kernel, seconds = used[path.stem]
        what = f"{path.stem.partition('_')[0]}: {requests_in_kernel:,} requests in the kernel"
        yield Row(f"{what}; CPU seconds, against {CPU_SECONDS:g} s", seconds, CPU_SECONDS, "<= 1")


def of_memory(what: str, megabytes: float) -> Row:
    name = f"{what}: {megabytes:.0f} MB, against the {BINDER_MB:g} that Binder guarantees"
    return Row(name, megabytes, BINDER_MB, "<= 1")


def to_the_end(client: BlockingKernelClient, name: str) -> Used:
    """Run a notebook; return the requests that reached a web app in its kernel, and CPU seconds."""
    counted = (COUNTING, *cells(FOLDER / f"{name}.ipynb"), COUNTED)
    reached, seconds = [printed(client, cell) for cell in counted][-1].split()
    return int(reached), float(seconds)


@dataclass(frozen=True)
class Lab:
    """A Jupyter server: its process, its address with the token, and where it keeps what runs."""

    process: psutil.Process
    url: str
    token: str
    runtime: Path

    def run(self, name: str) -> Used:
        """Open a notebook as JupyterLab does, and run all of it; the kernel stays."""
        wanted = {"path": f"{name}.ipynb", "name": name, "type": "notebook", "kernel": {"name": "python3"}}
        headers = {"Authorization": f"token {self.token}"}
        answer = requests.post(
            f"{self.url}api/sessions", json=wanted, headers=headers, timeout=PATIENCE_SECONDS
        )
        answer.raise_for_status()
        client = BlockingKernelClient()
        client.load_connection_file(str(self.runtime / f"kernel-{answer.json()['kernel']['id']}.json"))
        client.start_channels()
        wait_for(client)
        used = to_the_end(client, name)
        client.stop_channels()
        return used

    def megabytes(self) -> float:
        """Return what server and kernels use; a page that several share is shared out (PSS)."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(each.memory_full_info().pss for each in family) / 1e6


def wait_for(client: BlockingKernelClient) -> None:
    """Wait for a kernel; on a busy machine its heart may miss a beat, and that is no death."""
    for _ in range(PATIENCE_SECONDS):
        with suppress(RuntimeError):
            client.wait_for_ready(PATIENCE_SECONDS)
            return
        time.sleep(1)
    raise RuntimeError("the kernel did not start")


@contextmanager
def server(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab on loopback, on any free port; stop it with all its kernels."""
    options = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"]
    command = [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={FOLDER}"]
    places = {"JUPYTER_RUNTIME_DIR": str(folder), "JUPYTER_DATA_DIR": str(folder / "data")}
    started = subprocess.Popen(
        command, env={**os.environ, **places}, cwd=FOLDER.parent, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        known = told(folder)
        yield Lab(psutil.Process(started.pid), known["url"], known["token"], folder)
    finally:
        started.terminate()
        started.wait(PATIENCE_SECONDS)


def told(folder: Path) -> dict[str, str]:
    """Wait for the file in which the server tells where it is."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for file in folder.glob("jpserver-*.json"):
            return json.loads(file.read_text())
        time.sleep(0.1)
    raise RuntimeError("JupyterLab did not start")
