"""Have an answer measured in a process of its own, so that whatever it does, the kernel lives."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labapp.targets.pipes import Pipe
from labapp.targets.process_group import ProcessBudget, kill_group, start_group

from .report_pipe import report_pipe

SECONDS = 9.0
SHOWN_CHARACTERS = 1_000
STARVED = "was not measured to its end: this machine is busy. Run the cell again."
ENDLESS = "did not end in time. Is there a loop or a recursion without an end?"
SIGNALS = {
    9: "was killed; did it ask for too much memory?",
    11: "crashed; is there a recursion without an end?",
}


@dataclass
class SandboxReport:
    """What a child process said: its lines by kind, what the answer printed, how it ended."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    printed: str = ""
    ended: str = ""

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """Return the lines of one kind."""
        return [line for line in self.lines if line["kind"] == kind]


def measure_in_sandbox(service: str, source: str) -> SandboxReport:
    """Measure an answer to the exercise of a service; child, grandchildren and files are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="answer-", ignore_cleanup_errors=True) as folder:
        printed = Path(folder) / "printed"
        with _child(service, printed) as (child, pipe):
            _hand_over(child, source)
            report = _listen(pipe, child)
        report.printed = _beginning(printed)
    return report


@contextmanager
def _child(service: str, printed: Path) -> Iterator[tuple[subprocess.Popen[bytes], Pipe]]:
    limits = {"MALLOC_ARENA_MAX": "2", "PYTHONHASHSEED": "0", "TMPDIR": str(printed.parent)}
    in_order = {"PYTHONUNBUFFERED": "1"}  # print and warnings as they came, also of an answer that is killed
    with printed.open("wb") as out, closing(report_pipe(out)) as report:
        command = [sys.executable, "-P", "-m", "labapp.workshop.sandbox_child", str(report.number), service]
        child = start_group(
            command, {**os.environ, **limits, **in_order}, stdin=subprocess.PIPE, **report.streams
        )
        try:
            yield child, report.read_from(child)
        finally:
            kill_group(child)


def _hand_over(child: subprocess.Popen[bytes], source: str) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(source.encode(errors="replace").decode()).encode() + b"\n")
        child.stdin.flush()
    except BrokenPipeError:  # it ended before it could read; _listen says how
        return


def _listen(pipe: Pipe, child: subprocess.Popen[bytes]) -> SandboxReport:
    report, rest, budget = SandboxReport(), b"", ProcessBudget(child, SECONDS)
    while True:
        ready = budget.wait_for(pipe)
        chunk = pipe.read() if ready else b""
        *whole, rest = (rest + chunk).split(b"\n")
        report.lines += [json.loads(line) for line in whole]
        if report.of_kind("end"):
            return report
        if (ready and not chunk) or (not ready and child.poll() is not None):
            report.ended = _how_it_ended(child)
            return report
        if budget.is_spent():
            report.ended = STARVED if budget.was_starved() else ENDLESS
            return report


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
