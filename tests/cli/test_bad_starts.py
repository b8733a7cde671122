"""An installation that is broken or not allowed enough says what to do, in one line."""

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from labapp import cli
from labapp.cli import lab
from labapp.installation import checks
from labapp.installation.kinds import CHECKOUT

ROOT = Path(__file__).parents[2]
OLD = "import sys; sys.version_info = (3, 9, 18, 'final', 0); import labapp.cli"
BEHIND_A_PROXY = """
import requests
from labapp import lab
print(requests.get(lab.toolshed() + "/tools").status_code)
"""


def python(script, **environment):
    command = [sys.executable, "-c", script]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def only_line(capsys, *arguments):
    """The one line that a command says that ends by itself, with status 2."""
    assert cli.main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_a_python_that_is_too_old_gets_one_line():
    done = python(OLD)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("What Broke First needs Python 3.11 or a later one. This is Python ")
    assert done.stderr.count("\n") == 1


def test_what_says_so_can_be_read_by_a_python_of_another_age():
    ast.parse((ROOT / "labapp/__init__.py").read_text(), feature_version=(3, 4))


@pytest.fixture
def nowhere_to_write(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [str(tmp_path / "nowhere")])


@pytest.mark.parametrize("command", [("serve", "naive"), ("probe", "naive")])
def test_a_machine_without_a_place_for_passing_files_sends_to_the_doctor(capsys, nowhere_to_write, command):
    line = only_line(capsys, *command)
    assert "No usable temporary directory" in line
    assert line.endswith("`labapp doctor` looks for the reason, and says what to do.")


def test_the_doctor_names_the_variable_that_helps(capsys, nowhere_to_write):
    assert checks.run_checks([checks.DATABASE]) == 1
    assert "set TMPDIR to a folder where you may write" in capsys.readouterr().out


def test_a_file_that_was_not_copied_is_told_as_that_by_whatever_check_needs_it(capsys):
    def needs_it():
        (ROOT / "data/demo/nowhere.csv").read_text()

    assert checks.run_checks([("Toolshed", needs_it, "Does a firewall forbid it?")]) == 1
    said = capsys.readouterr().out
    assert f"nowhere.csv'. A file of the workshop is missing. {CHECKOUT.refetch}" in said
    assert "firewall" not in said


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_run(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("labapp.cli.probe._found", None)
    line = only_line(capsys, "probe", "naive", "--json", str(tmp_path))
    assert line.endswith("cannot be written: Is a directory. Name a file where you may write.")
    assert "no folder" in only_line(capsys, "probe", "naive", "--junit", str(tmp_path / "no/report.xml"))


def test_a_report_of_before_is_left_alone_until_there_is_another(capsys, tmp_path):
    before, new = tmp_path / "before.json", tmp_path / "new.md"
    before.write_text("{}")
    only_line(capsys, "probe", "nonsense", "--json", str(before), "--markdown", str(new))
    assert (before.read_text(), new.exists()) == ("{}", False)


def test_a_folder_that_nobody_may_write_gets_one_line(capsys, monkeypatch, tmp_path):
    def refuse(folder):
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(lab, "copy_notebooks", refuse)
    line = only_line(capsys, "lab", str(tmp_path))
    assert line == f"labapp: {tmp_path} cannot be written. Name another folder: labapp lab FOLDER"


def test_plain_requests_reach_toolshed_where_a_proxy_knows_only_others():
    proxy = {"http_proxy": "http://127.0.0.1:9", "no_proxy": "example.org", "NO_PROXY": ""}
    done = python(BEHIND_A_PROXY, **proxy)
    assert done.stdout == "200\n", done.stderr
