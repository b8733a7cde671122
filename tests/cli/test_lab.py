"""`labapp lab`: a learner's own copy of the notebooks, which is never written over."""

import subprocess
import sys
from pathlib import Path

import jupyterlab
import pytest

from labapp import resources

LABAPP = Path(sys.executable).with_name("labapp")
FIRST = Path("notebooks", "00_start_here.ipynb")


def lab(folder):
    """Run the command; `--version` is handed on to JupyterLab, which says it and opens nothing."""
    command = [LABAPP, "lab", folder, "--", "--version"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def copied(tmp_path):
    """A folder that the command has filled."""
    done = lab(tmp_path / "mine")
    assert done.stdout.splitlines() == [
        f"The notebooks are in {tmp_path / 'mine'}.",
        jupyterlab.__version__,
    ], done.stderr
    return tmp_path / "mine"


def test_it_copies_the_notebooks_and_what_they_link_to(copied):
    names = {path.name for path in resources.notebooks().glob("*.ipynb")}
    assert {path.name for path in (copied / "notebooks").iterdir()} == {*names, "instructor"}
    assert {path.name for path in (copied / "data").iterdir()} == {"decisions.csv", "take_home"}
    assert (copied / FIRST).read_bytes() == resources.notebooks(FIRST.name).read_bytes()


def test_it_says_what_it_kept_and_writes_over_nothing(copied):
    (copied / FIRST).write_text("mine")
    done = lab(copied)
    assert f"Kept as you left them: {FIRST}. Delete one to get it anew." in done.stdout
    assert (copied / FIRST).read_text() == "mine"


def test_what_was_deleted_comes_anew(copied):
    (copied / FIRST).unlink()
    assert "Kept" not in lab(copied).stdout
    assert (copied / FIRST).read_bytes() == resources.notebooks(FIRST.name).read_bytes()


def test_a_copy_may_be_written_and_a_program_be_run(copied):
    assert (copied / FIRST).stat().st_mode & 0o777 == 0o644
    assert (copied / "notebooks" / "instructor" / "hub" / "start").stat().st_mode & 0o777 == 0o755


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "mine").touch()
    done = lab(tmp_path / "mine")
    assert done.returncode == 2
    assert done.stderr == f"labapp: {tmp_path / 'mine'} is no folder. Name another one: labapp lab FOLDER\n"
