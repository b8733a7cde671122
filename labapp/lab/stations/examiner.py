"""Have an answer measured in a process of its own, so that whatever it does, the kernel lives."""

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from labapp.world.patience import SLICE_SECONDS, crowd

from .family import end

SECONDS = 9.0
BUSY_SHARE = 0.5
"""On a busy machine, a child that had the processor for less of its time was not given its chance."""
SHOWN_CHARACTERS = 1_000
SIGNALS = {
    9: "was killed; did it ask for too much memory?",
    11: "crashed; is there a recursion without an end?",
}


@dataclass
class Report:
    """What a child process said: its lines by kind, what the answer printed, how it ended."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    printed: str = ""
    ended: str = ""

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """Return the lines of one kind."""
        return [line for line in self.lines if line["kind"] == kind]


def examine(service: str, source: str) -> Report:
    """Measure an answer to the exercise of a service; child, grandchildren and files are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="answer-", ignore_cleanup_errors=True) as folder:
        printed = Path(folder) / "printed"
        with _child(service, printed) as (child, pipe):
            _hand_over(child, source)
            report = _listen(pipe, child)
        report.printed = _beginning(printed)
    return report


@contextmanager
def _child(service: str, printed: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    reading, writing = os.pipe()
    command = [sys.executable, "-P", "-m", "labapp.lab.stations.examinee", str(writing), service]
    limits = {"MALLOC_ARENA_MAX": "2", "PYTHONHASHSEED": "0", "TMPDIR": str(printed.parent)}
    with printed.open("wb") as out, os.fdopen(reading), os.fdopen(writing) as ours:
        child = subprocess.Popen(
            command, env={**os.environ, **limits}, stdin=subprocess.PIPE, stdout=out, stderr=out,
            pass_fds=[writing], start_new_session=True,
        )  # fmt: skip
        try:
            ours.close()
            yield child, reading
        finally:
            end(child)


def _hand_over(child: subprocess.Popen[bytes], source: str) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(source.encode(errors="replace").decode()).encode() + b"\n")
        child.stdin.flush()
    except BrokenPipeError:  # it ended before it could read; _listen says how
        return


def _listen(pipe: int, child: subprocess.Popen[bytes]) -> Report:
    report, rest, spent = Report(), b"", 0.0
    while True:
        began = time.monotonic()
        ready, _, _ = select.select([pipe], [], [], SLICE_SECONDS)
        spent += min(SLICE_SECONDS, time.monotonic() - began) / crowd()
        chunk = os.read(pipe, 65_536) if ready else b""
        *whole, rest = (rest + chunk).split(b"\n")
        report.lines += [json.loads(line) for line in whole]
        if report.of_kind("end"):
            return report
        if (ready and not chunk) or (not ready and child.poll() is not None):
            report.ended = _how_it_ended(child)
            return report
        if max(spent, used := _used_seconds(child)) >= SECONDS:
            report.ended = why_so_long(used, SECONDS, crowd())
            return report


def why_so_long(used_seconds: float, seconds: float, load: float) -> str:
    """Say why a child did not end: seconds of processor, of time, and how crowded it was."""
    if load > 1.0 and used_seconds < BUSY_SHARE * seconds:
        return "was not measured to its end: this machine is busy. Run the cell again."
    return "did not end in time. Is there a loop or a recursion without an end?"


def _used_seconds(child: subprocess.Popen[bytes]) -> float:
    try:
        return float(sum(psutil.Process(child.pid).cpu_times()[:2]))
    except psutil.NoSuchProcess:
        return 0.0


def _how_it_ended(child: subprocess.Popen[bytes]) -> str:
    try:
        status = child.wait(1.0)
    except subprocess.TimeoutExpired:
        return "closed the line to the notebook."
    if status < 0:
        return SIGNALS.get(-status, f"was ended by signal {-status}")
    return f"ended its own process (exit status {status})."


def _beginning(file: Path) -> str:
    length = file.stat().st_size
    with file.open("rb") as out:
        text = out.read(SHOWN_CHARACTERS).decode(errors="replace")
    return text if length <= SHOWN_CHARACTERS else f"{text}\n… and {length - SHOWN_CHARACTERS} bytes more"
