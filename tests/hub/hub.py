"""A real JupyterHub with its real proxy, on loopback and ports of its own, as an instructor starts it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "notebooks" / "instructor" / "hub" / "jupyterhub_config.py"
PROXY = ROOT / "build" / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy"
PASSWORD = "thirty learners"
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Hub:
    """Where it answers, the process, and the folder with the learners' folders."""

    url: str
    process: psutil.Process
    folder: Path


@contextmanager
def running(folder: Path) -> Iterator[Hub]:
    """Start the hub and wait until it answers; at the end nothing of it is left."""
    url, *others = (f"http://127.0.0.1:{port}" for port in _free_ports(3))
    options = [f"--JupyterHub.bind_url={url}", f"--JupyterHub.hub_bind_url={others[0]}"]
    options += [f"--ConfigurableHTTPProxy.api_url={others[1]}", f"--ConfigurableHTTPProxy.command={PROXY}"]
    environment = {**os.environ, "CLASS_FOLDER": str(folder), "CLASS_PASSWORD": PASSWORD}
    command = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG), *options]
    with (folder.parent / "hub.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=folder.parent, stdout=log, stderr=log)
        try:
            _wait(f"{url}/hub/health", process)
            yield Hub(url, psutil.Process(process.pid), folder)
        finally:
            _stop(process)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(url, timeout=5).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    raise RuntimeError("The hub did not start. Its last words are in build/class-run/hub.log.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    process.terminate()
    _, left = psutil.wait_procs(family, timeout=PATIENCE_SECONDS)
    for each in left:
        each.kill()
    if left:
        raise RuntimeError(f"{len(left)} processes outlived the hub and were killed.")
