"""What labapp doctor says of an installation that was really broken, one way at a time."""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from labapp.installation import jupyter_checks, machine_checks
from labapp.installation.checks import PYTHON, run_checks

ROOT = Path(__file__).parents[2]
PARTS = ("labapp", "data", "notebooks", "requirements.txt", "pyproject.toml")
DIST_INFO = "what_broke_first-0.1.0.dist-info"


def copied(folder):
    """Copy the workshop, with metadata of its own, to where a test may break it."""
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    metadata = folder / DIST_INFO
    metadata.mkdir()
    (metadata / "METADATA").write_text(distribution("what-broke-first").metadata.as_string())
    (metadata / "direct_url.json").write_text(json.dumps({"url": folder.as_uri()}))
    return folder


def as_wheel(folder):
    """Copy the workshop the way in which a wheel installs it."""
    packed = copied(folder) / "labapp" / "_resources"
    packed.mkdir()
    for name in ("data", "notebooks"):
        (folder / name).rename(packed / name)
    for name in ("requirements.txt", "pyproject.toml"):
        (folder / name).unlink()
    return folder


def want(folder, owner, wants):
    """Let a package, ours or another, want one thing more."""
    name, _, version = owner.partition("-")
    metadata = folder / f"{owner}.dist-info" / "METADATA"
    metadata.parent.mkdir(exist_ok=True)
    known = metadata.read_text() if metadata.exists() else f"Name: {name}\nVersion: {version}\n"
    metadata.write_text(f"Requires-Dist: {wants}\n{known}")


def doctor(workshop, *options, **environment):
    """Return the exit status and all lines."""
    env = {"JUPYTER_DATA_DIR": str(workshop / "jupyter"), "PYTHONPATH": str(workshop), **environment}
    command = [sys.executable, *options, "-m", "labapp.cli", "doctor"]
    said = subprocess.run(
        command, cwd=workshop, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in said.stdout + said.stderr
    return said.returncode, said.stdout.splitlines()


def shadow(workshop, name, text):
    """Put a package in front of the real one."""
    (workshop / name).mkdir()
    (workshop / name / "__init__.py").write_text(text)


def test_a_copy_that_is_whole_has_nothing_to_mend(tmp_path):
    status, lines = doctor(copied(tmp_path))
    assert [line for line in lines if not line.startswith("✓")] == [
        f"This is a checkout: {tmp_path}",
        "Nothing to mend.",
    ]
    assert status == 0


def test_a_wheel_that_is_whole_has_nothing_to_mend_and_needs_no_requirements(tmp_path):
    status, lines = doctor(as_wheel(tmp_path))
    assert [line for line in lines if not line.startswith("✓")] == [
        f"This is a wheel: {tmp_path}",
        "Nothing to mend.",
    ]
    assert status == 0


@pytest.mark.parametrize(
    ("owner", "wants", "reason"),
    [
        ("what_broke_first-0.1.0", "flask<2", "and what-broke-first wants <2"),
        ("tenacity-9.9", "flask<2", "and tenacity wants <2"),
        ("tenacity-9.9", "no-such-thing", "no-such-thing is missing"),
    ],
)
def test_a_wheel_s_packages_are_judged_by_what_the_metadata_wants(tmp_path, owner, wants, reason):
    want(as_wheel(tmp_path), owner, wants)
    _, lines = doctor(tmp_path)
    (line,) = [line for line in lines if line.startswith("✗")]
    assert line.startswith("✗ packages, as the metadata wants them: ")
    assert reason in line
    assert "Install it again the way you did" in line


@pytest.mark.parametrize(
    ("variable", "name", "cure"),
    [
        ("JUPYTERHUB_API_URL", "a hub", "Tell who runs this hub"),
        ("BINDER_LAUNCH_HOST", "Binder", "Open the Binder link again"),
    ],
)
def test_where_others_have_installed_it_they_are_told(tmp_path, variable, name, cure):
    shadow(copied(tmp_path), "tenacity", "raise ImportError('half installed')")
    _, lines = doctor(tmp_path, **{variable: "https://example.org"})
    assert lines[0] == f"This is {name}: {tmp_path}"
    (line,) = [line for line in lines if line.startswith("✗ packages that can be imported")]
    assert cure in line


def test_it_runs_without_any_package_and_says_that_they_are_missing(tmp_path):
    status, lines = doctor(copied(tmp_path), "-S")
    assert status == 1
    assert any("flask is missing" in line and "Run make lab" in line for line in lines)
    assert any("No module named 'requests'" in line and "Run make lab" in line for line in lines)


def test_any_other_command_without_packages_sends_to_the_doctor():
    command = [sys.executable, "-S", "-m", "labapp.cli", "probe", "naive"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr.startswith("labapp: No module named")
    assert said.stderr.endswith("`labapp doctor` says what is missing, and what to do.\n")


@pytest.fixture(scope="module")
def ruin(tmp_path_factory):
    """Break one workshop in every way at once; return what the doctor says of it, line by line."""
    workshop = copied(tmp_path_factory.mktemp("ruin"))
    for break_it in (break_packages, break_folder, break_jupyter):
        break_it(workshop)
    around = {"http_proxy": "http://127.0.0.1:9", "no_proxy": "", "NO_PROXY": ""}
    around |= {"MPLCONFIGDIR": str(workshop / "pyproject.toml"), "JUPYTER_PATH": str(workshop / "jupyter")}
    around["JUPYTER_CONFIG_PATH"] = str(workshop / "jupyter")
    status, lines = doctor(workshop, **around)
    assert status == 1
    return lines


def break_packages(workshop):
    locked = workshop / "requirements.txt"
    locked.write_text(locked.read_text().replace("\nflask==3", "\nflask==2"))
    shadow(workshop, "tenacity", "raise ImportError('half installed')")
    shadow(workshop, "sqlite3", "def connect(path): raise OSError('disk I/O error')")
    url = workshop / DIST_INFO / "direct_url.json"
    url.write_text(json.dumps({"url": "file:///somewhere/else"}))


def break_folder(workshop):
    with (workshop / "data/decisions.csv").open("a") as table:
        table.write("2020-01-01,dri")
    (workshop / "notebooks/02_retry_storm.ipynb").unlink()
    (workshop / "notebooks/07_money.ipynb").write_text("{")
    os.utime(workshop / "labapp/installation/machine_checks.py", (4e9, 4e9))


def break_jupyter(workshop):
    spec = workshop / "jupyter/kernels/python3/kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": ["/opt/old/bin/python", "-m", "ipykernel"], "display_name": "old"}))
    other = "get_config().ServerApp.kernel_websocket_connection_class = None"
    (workshop / "jupyter/jupyter_server_config.py").write_text(other)
    progress = workshop / "jupyter/what-broke-first/progress.json"
    progress.parent.mkdir()
    progress.write_text("{half")


@pytest.mark.parametrize(
    ("need", "reason", "cure"),
    [
        ("labapp, from the folder that was installed", "and not from /somewhere/else", "Is PYTHONPATH set"),
        ("packages, in the versions of requirements.txt", "flask is 3", "Run make lab"),
        ("packages that can be imported", "tenacity (ImportError: half installed)", "Run make lab"),
        ("data", "decisions.csv is damaged (its rows have [2,", "Fetch the workshop again"),
        ("notebooks", "02_retry_storm.ipynb, 07_money.ipynb missing or damaged", "Fetch the workshop again"),
        ("settings of the Jupyter server", "would not read jupyter_server_config.py", "Run make lab"),
        ("a kernel in this Python", "starts /opt/old/bin/python", "jupyter kernelspec uninstall python3"),
        ("clock", "the workshop is younger than that", "Set the clock"),
        ("no proxy in between", "127.0.0.1 is sent to http://127.0.0.1:9", "Set NO_PROXY"),
        ("a folder for matplotlib", "can write neither there", "Set MPLCONFIGDIR"),
        ("a database on this disk", "disk I/O error", "Is the disk full?"),
        ("a place to keep progress", "was damaged. It is kept in", "A progress code brings it back"),
    ],
)
def test_what_is_broken_is_told_with_its_cure(ruin, need, reason, cure):
    (line,) = [line for line in ruin if line.startswith(f"✗ {need}: ")]
    assert reason in line
    assert cure in line


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 8), (3, 15, 0)])
def test_python_3_11_and_newer_are_well(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    assert run_checks([PYTHON]) == 0


def test_an_older_python_is_told_with_its_cure(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 14))
    assert run_checks([PYTHON]) == 1
    said = "✗ Python 3.11 or newer: this is 3.10. Install one, then run make lab.\n"
    assert capsys.readouterr().out == said


def test_what_is_well_is_not_blamed_on_the_rest(ruin):
    assert "✓ Python 3.11 or newer" in ruin
    assert "✓ a second process for the exercises" in ruin


def test_missing_data_and_no_place_for_progress(tmp_path):
    (copied(tmp_path) / "jupyter").touch()
    (tmp_path / "data/demo/tools.csv").unlink()
    _, lines = doctor(tmp_path)
    assert any(line.startswith("✗ data: ") and "tools.csv" in line for line in lines)
    assert any("Progress cannot be kept in" in line for line in lines)


@pytest.mark.parametrize(
    ("bound", "check", "says"),
    [
        ("MIN_MEMORY_BYTES", machine_checks.memory, "are free"),
        ("MIN_DISK_BYTES", machine_checks.disk, "are left in"),
    ],
)
def test_little_memory_or_disk(monkeypatch, bound, check, says):
    monkeypatch.setattr(machine_checks, bound, 1 << 60)
    with pytest.raises(RuntimeError, match=says):
        check()


def test_widgets_that_jupyterlab_does_not_find(monkeypatch, tmp_path):
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *names: [str(tmp_path)])
    with pytest.raises(RuntimeError, match="jupyterlab-manager is in none"):
        jupyter_checks.widgets()
