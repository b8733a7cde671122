"""What `make test-pythons` says where it cannot work, what it takes of this machine, and what it leaves."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "pythons"
PATIENCE_SECONDS = 20
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a root")
TARGETS = "Debian-Security http://mirror.test/security/\\nDebian http://mirror.test/debian/\\nDocker http://other.test/"


@pytest.fixture
def machine(monkeypatch):
    """What the script knows of this machine."""
    monkeypatch.syspath_prepend(SCRIPT)
    import machine

    yield machine
    del sys.modules["machine"]


@pytest.fixture
def programs(monkeypatch, tmp_path):
    """Put a program in front of the real one of that name; the others of debootstrap's world succeed."""

    def put(name, script):
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "bin" / name).chmod(0o755)

    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    put("unshare", "")
    put("debootstrap", "")
    put("apt-get", f"printf '{TARGETS}'")
    return put


def wait_for(word, file):
    until = time.monotonic() + PATIENCE_SECONDS
    while not file.exists() or word not in file.read_text():
        assert time.monotonic() < until, f"{file} does not say {word}"
        time.sleep(0.05)


def commands():
    """The command lines of all that runs on this machine."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield file.read_bytes()


def test_where_nothing_is_missing_nothing_is_said(machine, programs):
    assert machine.obstacle() is None


def test_others_than_root_are_told(machine, programs, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "Run it as root" in machine.obstacle()


def test_other_systems_are_told(machine, programs, monkeypatch, tmp_path):
    monkeypatch.setattr(machine, "DEBIAN", tmp_path / "debian_version")
    assert "this is no Debian" in machine.obstacle()


@pytest.mark.parametrize(
    ("name", "said"), [("unshare", "may not mount here"), ("apt-get", "apt knows no address")]
)
def test_what_fails_is_told(machine, programs, name, said):
    programs(name, "exit 1")
    assert said in machine.obstacle()


def test_debootstrap_that_apt_does_not_install_is_told(machine, programs, monkeypatch, tmp_path):
    (tmp_path / "bin/debootstrap").unlink()
    programs("apt-get", "exit 100")
    programs("env", "exit 100")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert "debootstrap is missing" in machine.obstacle()


def test_debian_itself_is_the_mirror(machine, programs):
    assert machine.mirror() == "http://mirror.test/debian/"


def test_pip_finds_what_it_finds_here_and_no_folder_of_this_machine(machine, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://mirror.test/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "/only/here")
    there = machine.environment()
    assert there["PIP_INDEX_URL"] == "http://mirror.test/simple"
    assert "PIP_FIND_LINKS" not in there


def test_a_version_that_no_debian_has_is_told():
    done = subprocess.run([sys.executable, SCRIPT, "3.12"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "No Debian has Python 3.12. Name one of 3.11, 3.13, 3.14.\n")


@pytest.fixture
def waiting(programs, tmp_path, monkeypatch):
    """The script, while a program in debootstrap's place waits; and the folder in which roots are made."""
    programs("unshare", 'while [ "${1#-}" != "$1" ]; do shift; done; exec "$@"')
    programs("debootstrap", 'mkdir "$4/etc"; echo begun; sleep 67.3')
    for name in ("debootstrap/scripts", "roots"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setenv("DEBOOTSTRAP_DIR", str(tmp_path / "debootstrap"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "roots"))
    script = shutil.copytree(SCRIPT, tmp_path / "tests/pythons")
    with subprocess.Popen([sys.executable, script, "3.13"]) as child:
        yield child, tmp_path / "roots"
        child.kill()


@AS_ROOT
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_is_interrupted_leaves_nothing(waiting, tmp_path, number):
    child, roots = waiting
    wait_for("begun", tmp_path / "build/pythons/3.13.txt")
    assert len(list(roots.glob("trixie-*/root/etc"))) == 1
    child.send_signal(number)
    assert child.wait(PATIENCE_SECONDS) == 130
    assert list(roots.iterdir()) == []
    assert not any(b"67.3" in command for command in commands())
