"""A fresh machine: what the files promise about versions, and what make says where it cannot work."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
OWN = ("pytest-", "popen-")
LOCKS = ["requirements.txt", "tests/requirements.txt"]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(lock):
    """The versions that Python 3.11 gets, by name."""
    found = [PIN.match(line) for line in (ROOT / lock).read_text().splitlines()]
    return {pin[1]: pin[2] for pin in found if pin and ">= '3.12'" not in (pin[3] or "")}


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def conda_and_pip():
    *conda, last = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    return conda, last["pip"]


@pytest.fixture
def copy(tmp_path):
    """The files of the repository, without what git ignores, where anybody may read them."""
    for folder in (tmp_path, *(parent for parent in tmp_path.parents if parent.name.startswith(OWN))):
        folder.chmod(0o755)
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    for name in filter(None, os.fsdecode(names).split("\0")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(*command, cwd):
    """What the command says and how it ends, outside of any make that may be running us."""
    env = {name: value for name, value in os.environ.items() if "MAKE" not in name and name != "PYTHON"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False)


def only_line(done):
    assert done.returncode != 0
    (line,) = (done.stdout + done.stderr).splitlines()
    return line


def program(file, script):
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


def stand_in(folder, script):
    return f"PYTHON={program(folder / 'stand-in', script)}"


def machine(copy, **versions):
    """A PATH with what make needs, these Pythons and no other: they tell who is asked to make .venv."""
    for tool in ("sh", "make", "head", "cat", "pwd", "rm", "mkdir"):
        (copy / "bin").mkdir(exist_ok=True)
        (copy / "bin" / tool).symlink_to(shutil.which(tool))
    for name, version in versions.items():
        script = f'case "$1" in --version) echo {version};; -c) ;; *) echo "$0 $*" >asked; mkdir .venv;; esac'
        program(copy / "bin" / name.replace("_", "."), script)
    return "env", f"PATH={copy / 'bin'}", "make"


def asked(copy):
    """Who was asked to make .venv, and how."""
    return (copy / "asked").read_text().strip().rpartition("/")[2]


def test_environment_needs_what_a_notebook_needs():
    _, pip = conda_and_pip()
    needed = [*project()["dependencies"], *project()["optional-dependencies"]["lab"]]
    assert [line.partition("==")[0] for line in pip] == sorted(needed)


def test_environment_pins_what_requirements_pin():
    _, pip = conda_and_pip()
    locked = pins("requirements.txt")
    for line in pip:
        need, _, version = line.partition("==")
        assert version == locked[need.partition("[")[0]], line


def test_environment_has_no_local_line_and_python_3_11_exactly():
    conda, pip = conda_and_pip()
    assert conda == ["python=3.11", "pip"]
    assert [line for line in pip if line.startswith(("-", ".", "/")) or "/" in line or "@" in line] == []


def test_pyproject_wants_that_python_or_a_newer_one():
    assert project()["requires-python"] == ">=3.11"


def test_test_requirements_hold_the_others_and_the_extras():
    ours, theirs = pins("requirements.txt"), pins("tests/requirements.txt")
    assert ours.items() <= theirs.items()
    extras = project()["optional-dependencies"]
    assert {*extras["test"], *extras["bench"]} <= theirs.keys()


def test_a_class_has_what_learners_have_and_the_hub():
    ours, theirs = pins("requirements.txt"), pins("notebooks/instructor/hub/requirements.txt")
    assert ours.items() <= theirs.items()
    assert set(project()["optional-dependencies"]["hub"]) <= theirs.keys()


def test_what_bench_compares_with_is_not_in_the_learner_s_environment():
    assert "simpy" not in pins("requirements.txt")


def test_what_is_installed_fits_together():
    done = run(sys.executable, "-m", "pip", "check", cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_pins_and_hashes_only(lock):
    lines = (ROOT / lock).read_text().splitlines()
    assert [line for line in lines if not PIN.match(line) and not HASH.match(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_followed_by_a_hash(lock):
    lines = (ROOT / lock).read_text().splitlines()
    assert not PIN.match(lines[-1])
    assert [pin for pin, after in pairwise(lines) if PIN.match(pin) and not HASH.match(after)] == []


def test_binder_installs_environment_and_runs_post_build(copy):
    done = run(sys.executable, "-m", "repo2docker", "--no-build", "--debug", ".", cwd=copy)
    assert done.returncode == 0, done.stderr
    assert "python=3.11\n" in done.stderr
    assert '--file "environment.yml"' in done.stdout
    assert "RUN ./postBuild\n" in done.stdout


def test_post_build_stops_at_the_first_error(copy):
    assert os.access(copy / "postBuild", os.X_OK)
    assert "set -e\n" in (copy / "postBuild").read_text()


def test_a_codespace_makes_the_environment_that_its_editor_looks_for():
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    goal, kernel = container["postCreateCommand"].split(" && ")
    assert re.search(f"^{goal.removeprefix('make ')}[ :]", (ROOT / "Makefile").read_text(), re.M)
    python = container["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    assert python == "${containerWorkspaceFolder}/.venv/bin/python"
    assert kernel == ".venv/bin/python -m ipykernel install --user"
    for name in container["customizations"]["codespaces"]["openFiles"]:
        assert (ROOT / name).exists()


@pytest.mark.parametrize("goal", ["lab", "test"])
@pytest.mark.parametrize("version", ["2.7.18", "3.1.5", "3.9.18", "3.10.13"])
def test_old_python_gets_one_line(copy, goal, version):
    line = only_line(run("make", goal, stand_in(copy, f"echo Python {version}"), cwd=copy))
    assert f"Found Python {version}" in line
    assert "needs Python 3.11 or newer. Install one, or uv" in line
    assert f"make {goal} PYTHON=" in line


@pytest.mark.parametrize("name", ["", "python3.not.here", "false"])
def test_missing_python_gets_one_line(copy, name):
    line = only_line(run("make", "lab", f"PYTHON={name}", cwd=copy))
    assert "needs Python 3.11 or newer" in line


def test_machine_without_python_or_uv_gets_one_line(copy):
    line = only_line(run(*machine(copy), "lab", cwd=copy))
    assert "Found no Python (none of python3.14 python3.13 python3.12 python3.11 python3 runs)" in line
    assert "Install one, or uv" in line


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        ({"python3_11": "3.11.2", "python3_12": "3.12.3", "python3": "3.11.2"}, "python3.12"),
        ({"python3_13": "3.13.5", "python3_9": "3.9.18", "python3": "3.9.18"}, "python3.13"),
        ({"python3_11": "3.11.2", "python3_14": "3.14.0rc1", "python3_15": "3.15.0"}, "python3.14"),
        ({"python3": "3.12.3", "uv": "uv 0.9.0"}, "python3"),
    ],
)
def test_the_newest_python_that_is_known_is_taken(copy, there, taken):
    there = {name: version if name == "uv" else f"Python {version}" for name, version in there.items()}
    assert run(*machine(copy, **there), ".venv/made", cwd=copy).returncode == 0
    assert asked(copy) == f"{taken} -m venv --clear .venv"


@pytest.mark.parametrize("there", [{}, {"python3": "Python 3.9.18"}, {"python3": "Python 3.15.0"}])
def test_without_a_known_python_uv_brings_its_own(copy, there):
    done = run(*machine(copy, **there, uv="uv 0.9.0"), ".venv/made", cwd=copy)
    assert done.returncode == 0
    assert "uv does, with Python 3.13" in done.stdout
    assert asked(copy) == "uv venv --quiet --seed --python 3.13 .venv"


def test_uv_that_fails_is_tried_again(copy):
    make = machine(copy)
    program(copy / "bin/uv", "[ $1 = --version ] && echo uv 0.9.0")
    done = [run(*make, "lab", cwd=copy) for _ in range(2)]
    assert all(attempt.returncode and "Setup is not finished" in attempt.stderr for attempt in done)
    assert not (copy / ".venv/made").exists()


def test_a_python_newer_than_known_is_taken_only_when_it_is_named(copy):
    make = machine(copy, python3="Python 3.15.0")
    line = only_line(run(*make, "lab", cwd=copy))
    assert "Found Python 3.15.0 (python3); this workshop was tried with Python 3.11 to 3.14" in line
    assert line.rstrip(". Stop").endswith("make lab PYTHON=python3")
    assert run(*make, ".venv/made", "PYTHON=python3", cwd=copy).returncode == 0
    assert asked(copy) == "python3 -m venv --clear .venv"


def test_a_named_python_decides_where_uv_is_too(copy):
    make = machine(copy, uv="uv 0.9.0", python3_9="Python 3.9.18")
    assert "Found Python 3.9.18" in only_line(run(*make, "lab", "PYTHON=python3.9", cwd=copy))


@pytest.mark.parametrize("version", ["3.11.2", "3.14.0"])
def test_missing_venv_module_gets_one_line(copy, version):
    python = stand_in(copy, f"[ $1 = -c ] && echo No module named ensurepip || echo Python {version}")
    line = only_line(run("make", "lab", python, cwd=copy))
    assert f"Python {version}" in line
    assert "venv module is missing" in line
    assert f"apt install python{version[:4]}-venv" in line


def test_half_made_environment_is_not_ready(copy):
    (copy / ".venv/bin").mkdir(parents=True)
    (copy / ".venv/lab").touch()
    assert "3.9.18" in only_line(run("make", "lab", stand_in(copy, "echo Python 3.9.18"), cwd=copy))


def test_failed_install_is_tried_again(copy):
    (copy / "requirements.txt").write_text("no such thing\n")
    done = [run("make", "lab", f"PYTHON={sys.executable}", cwd=copy) for _ in range(2)]
    assert all(attempt.returncode and "Setup is not finished" in attempt.stderr for attempt in done)
    assert not (copy / ".venv/lab").exists()


def test_read_only_folder_gets_one_line(copy):
    for folder in [path for path in copy.rglob("*") if path.is_dir()] + [copy]:
        folder.chmod(0o555)
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    assert not as_nobody or shutil.which("setpriv"), "root may write anywhere: setpriv (util-linux) is needed"
    line = only_line(run(*as_nobody, "make", "lab", cwd=copy))
    assert "This folder is read-only" in line


def test_the_workflow_tries_every_python_that_make_takes():
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text())
    tried = workflow["jobs"]["linux"]["strategy"]["matrix"]["python"]
    assert f"VERSIONS := {' '.join(reversed(tried))}\n" in (ROOT / "Makefile").read_text()
