"""Whoever starts a process may be killed without a warning; what it started ends with it all the same."""

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from labapp.simulation.timeouts import wait_until
from labapp.targets.file_backend import responds
from labapp.targets.loopback import LoopbackServer

SOUND = Path(__file__).parents[2] / "data" / "backends" / "sound.py"
STARTS = {
    "a backend": f"""
from pathlib import Path
from labapp.targets.file_backend import running
with running(Path({str(SOUND)!r}), ("a@example.test", "a password")):
    print("begun", flush=True)
    time.sleep(600)
""",
    "an answer": """
from labapp.workshop import sandbox
sandbox.SECONDS = 600
Thread(target=sandbox.measure_in_sandbox, args=("notify", "while True: pass")).start()
time.sleep(2)
print("begun", flush=True)
""",
}


@pytest.mark.parametrize("source", STARTS.values(), ids=STARTS)
def test_it_ends_with_whoever_started_it(source):
    ends_with_whoever_started_it(source)


def ends_with_whoever_started_it(source):
    command = [sys.executable, "-c", f"import time\nfrom threading import Thread\n{source}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        started = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    assert started
    assert wait_until(
        lambda seconds: time.sleep(seconds) or not any(each.is_running() for each in started), 10
    )


def here(environ, start_response):
    start_response("200 OK", [])
    return [b""]


def test_no_proxy_is_asked_about_this_machine(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with LoopbackServer(here) as server:
        assert responds(server.url)
