"""Where there are no process groups, a child, its children and theirs are found and end all the same."""

import os
import subprocess
import sys
import time

import psutil
import pytest

from labapp.simulation.timeouts import wait_until
from labapp.targets import pipes
from labapp.targets.file_backend import running
from labapp.targets.file_backend_child import CannotStart
from labapp.targets.process_group import kill_group, start_group
from labapp.targets.process_tree import MarkedProcess

from .test_process_group import STARTS, ends_with_whoever_started_it
from .test_sick_files import ADMIN, REMEMBERS, SICK

pytestmark = pytest.mark.usefixtures("without_posix")

NAP = "import time; time.sleep(20.7)"
PYTHON = f"""
import os, subprocess, sys, time
nap, until = [sys.executable, '-c', {NAP!r}], time.time() + 20  # they end by themselves if nobody ends them
print('begun', flush=True)
"""
FAMILIES = {
    "a child": "",
    "a child of a child": "subprocess.Popen(nap)",
    "a child of one that has ended": "if os.fork() == 0: subprocess.Popen(nap); os._exit(0)",
    "a child without its environment": "subprocess.Popen(nap, env={})",
    "one that starts its successor and ends": "while time.time() < until:\n    if os.fork(): os._exit(0)",
    "several that start others without an end": """
for _ in range(3):
    if os.fork() == 0:
        while time.time() < until:
            subprocess.Popen(nap); time.sleep(0.05)
        os._exit(0)
""",
}


def with_mark(mark):
    """Every process of a tree that runs, and not only waits to be collected."""
    for process in psutil.process_iter():
        try:
            marked = process.environ().get("LABAPP_PROCESS_TREE") == mark
            if marked and process.status() != psutil.STATUS_ZOMBIE:
                yield process
        except psutil.Error:
            continue


@pytest.mark.parametrize("source", FAMILIES.values(), ids=FAMILIES)
def test_it_ends_with_all_that_it_started(source):
    if "os.fork" in source and not hasattr(os, "fork"):
        pytest.skip("nothing forks on this system")
    script = f"{PYTHON}{source}\n{NAP}"
    child = start_group([sys.executable, "-c", script], os.environ, stdout=subprocess.PIPE)
    with child.stdout:
        assert child.stdout.readline() == b"begun\n"
        time.sleep(0.5)
        kill_group(child)
    assert isinstance(child, MarkedProcess)
    assert wait_until(lambda seconds: time.sleep(seconds) or not list(with_mark(child.mark)), 5)
    assert not [
        process for process in psutil.process_iter(["cmdline"]) if NAP in (process.info["cmdline"] or [])
    ]


@pytest.mark.parametrize("source", STARTS.values(), ids=STARTS)
def test_it_ends_with_whoever_started_it(source):
    ends_with_whoever_started_it(source)


def test_a_pipe_hands_on_what_comes_and_its_end():
    reading, writing = map(os.fdopen, os.pipe(), ("rb", "wb"))
    pipe = pipes.pipe_from(reading)
    assert not pipe.wait(0.01)
    with pytest.raises(BlockingIOError):
        pipe.read()
    with writing:
        writing.write(b"said")
    assert [pipe.wait(1), pipe.read(), pipe.wait(1), pipe.read(), pipe.read()] == [
        True,
        b"said",
        True,
        b"",
        b"",
    ]


def test_a_backend_is_read_restarted_and_stopped(tmp_path):
    file = tmp_path / "backend.py"
    file.write_text(REMEMBERS)
    with running(file, ADMIN) as backend:
        backend.restart()
        assert backend.output.lines.count("Started.") == 2
        process = psutil.Process(backend._process.pid)
    assert not process.is_running()


def test_a_backend_that_does_not_stop_talking_is_stopped():
    with (
        pytest.raises(CannotStart, match="does not stop talking"),
        running(SICK / "infinite_output.py", ADMIN),
    ):
        pass
