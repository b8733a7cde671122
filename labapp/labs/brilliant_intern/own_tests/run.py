"""Run the tests that the assistant wrote: pytest, in a process of its own, with coverage."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import labapp
from labapp.resources import PACKAGE
from labapp.targets.process_group import kill_group, start_group
from labapp.workshop.widgets import show_sentence

from .figure import OwnTestsFigure
from .table_and_sentence import Covered, OwnTestsColumns

FOLDER = PACKAGE / "toolshed" / "tests"
PATIENCE_SECONDS = 60.0
COLLECTED = re.compile(r"collected (\d+) item")
OUTCOME = re.compile(r"(.+?)\.py::.* (PASSED|FAILED|ERROR) ")
QUIET = ("-p", "no:cacheprovider", "-p", "pytest_cov", "--no-header", "--verbose", "--tb=no", "--color=no")
FOREIGN = ("PYTEST_", "COV_", "COVERAGE_")


class DidNotRun(RuntimeError):
    """No test was run; the message holds pytest's last words."""


def run_its_tests() -> OwnTestsColumns:
    """Run the assistant's tests with coverage, show them one by one, and return the columns."""
    figure = OwnTestsFigure(subjects(FOLDER))
    figure.show()
    columns = OwnTestsColumns()
    for columns in outcomes(FOLDER):
        figure.update(columns)
    figure.leave()
    show_sentence(columns.sentence())
    return columns


def subjects(folder: Path) -> list[str]:
    """Return what the tests in a folder are about: the names of its files."""
    return sorted(_subject(file.stem) for file in folder.glob("test_*.py"))


def outcomes(folder: Path) -> Iterator[OwnTestsColumns]:
    """Run pytest on a folder and yield the columns after each test, and once more with the coverage.

    Raises DidNotRun.
    """
    columns, last = OwnTestsColumns(), ""
    with tempfile.TemporaryDirectory(prefix="scaffold-") as place, _pytest(folder, Path(place)) as lines:
        for line in lines:
            last = line.strip() or last
            if found := COLLECTED.search(line):
                columns.expected = int(found[1])
            elif found := OUTCOME.match(line):
                _count(columns, *found.groups())
                yield columns
        if not columns.subjects:
            raise DidNotRun(f"The tests did not run. pytest's last words: {last}")
        if (report := Path(place) / "coverage.json").exists():
            columns.covered = tuple(_covered(json.loads(report.read_text())))
    yield columns


@contextmanager
def _pytest(folder: Path, place: Path) -> Iterator[Iterator[str]]:
    report = [f"--cov={labapp.__name__}.naive", f"--cov-report=json:{place / 'coverage.json'}"]
    ours = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    told = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COVERAGE_FILE": str(place / "coverage")}
    process = start_group(
        [sys.executable, "-u", "-m", "pytest", *QUIET, *report, str(folder)],
        {**ours, **told},
        cwd=place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    watchdog = Timer(PATIENCE_SECONDS, process.kill)
    watchdog.start()
    try:
        with process.stdout as said:
            yield (line.decode(errors="replace") for line in said)
    finally:
        watchdog.cancel()
        kill_group(process)


def _count(columns: OwnTestsColumns, path: str, outcome: str) -> None:
    counts = columns.passed if outcome == "PASSED" else columns.failed
    counts[_subject(Path(path).name)] += 1


def _subject(stem: str) -> str:
    return stem.removeprefix("test_")


def _covered(report: dict[str, dict[str, dict[str, list[int]]]]) -> Iterator[Covered]:
    for path, seen in report["files"].items():
        service = Path(path)
        if service.stem != "__init__":
            source = (PACKAGE / "naive" / service.name).read_text(encoding="utf-8").splitlines()
            missed = {number: source[number - 1].strip() for number in seen["missing_lines"]}
            yield Covered(service.stem, len(seen["executed_lines"]) + len(missed), missed)
