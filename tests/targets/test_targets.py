"""A target from a Python file, an address, a mixture; and what cannot start says so."""

import json
import os
import textwrap
import time
from pathlib import Path

import pytest

from labapp import cli
from labapp.targets.file_backend import responds, running

ADMIN = ("a@example.test", "let-me-in-please")
PARENT = """
import subprocess
from flask import Flask

app = Flask(__name__)
child = subprocess.Popen(["sleep", "60"])
with open("{born}", "w") as file:
    file.write(str(child.pid))
"""


def backend(tmp_path, source):
    file = tmp_path / "backend.py"
    file.write_text(textwrap.dedent(source))
    return str(file)


@pytest.mark.parametrize(
    ("source", "last_words"),
    [
        ("x = 1 / 0", "ZeroDivisionError: division by zero"),
        ("import nowhere", "No module named 'nowhere'"),
        ("y = 1", "has neither create_app() nor app"),
        ("def create_app(:", "line 1: invalid syntax: def create_app(:"),
        ("raise SystemExit('no thanks')", "no thanks"),
    ],
)
def test_a_backend_that_does_not_start_is_one_line_with_its_last_words(tmp_path, capsys, source, last_words):
    assert cli.main(["probe", backend(tmp_path, source), "--only", "retries"]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert last_words in said


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("nowhere.py", "There is no file nowhere.py"),
        ("nave", "neither naive nor fixed"),
        ("http://example.org", "on 127.0.0.1 only"),
    ],
)
def test_a_target_that_is_none_is_one_line(capsys, target, message):
    assert cli.main(["probe", target]) == 2
    assert message in capsys.readouterr().err


def test_a_backend_is_stopped_with_its_children(tmp_path):
    file, born = tmp_path / "backend.py", tmp_path / "born"
    file.write_text(PARENT.format(born=str(born)))
    with running(file, ADMIN):
        child = int(born.read_text())
        os.kill(child, 0)
    with pytest.raises(ProcessLookupError):
        wait_for_the_end_of(child)


def wait_for_the_end_of(process):
    for _ in range(100):
        os.kill(process, 0)
        if Path(f"/proc/{process}/stat").read_text().split()[2] == "Z":
            raise ProcessLookupError
        time.sleep(0.05)


def findings(tmp_path, target, *more):
    file = tmp_path / "findings.json"
    status = cli.main(["probe", target, "--only", "retries", "--json", str(file), *more])
    report = json.loads(file.read_text())
    return status, {finding["probe"]: finding for finding in report["findings"]}


def test_nobody_at_the_address_is_unmeasured(tmp_path):
    status, found = findings(tmp_path, "http://127.0.0.1:9", "--carrier-port", "0")
    assert status == 2
    assert "could not finish" in found["once_when_healthy"]["evidence"]


def test_a_backend_that_was_stopped_is_not_started_again_by_who_still_waits(tmp_path):
    with running(
        Path(backend(tmp_path, "from flask import Flask\napp = Flask(__name__)")), ADMIN
    ) as stranger:
        assert stranger.restart_if_ended() is None
    assert stranger.restart_if_ended() is None
    assert not responds(stranger.url)
