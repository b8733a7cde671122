"""What a learner of a class gets: an own copy, once. The hub itself is run by make class."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml
from traitlets.config.loader import PyFileConfigLoader

ROOT = Path(__file__).parents[2]
HUB = ROOT / "notebooks" / "instructor" / "hub"


@pytest.fixture
def start(tmp_path):
    """Start a learner's server, where a script that tells its arguments stands in for the server."""
    server = tmp_path / "bin" / "jupyterhub-singleuser"
    server.parent.mkdir()
    server.write_text('#!/bin/sh\necho "$@"\n')
    server.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "PATH": f"{server.parent}:{os.environ['PATH']}"}
    command = [HUB / "start", "--port=1"]
    return home, lambda: subprocess.check_output(command, cwd=home, env=environment, text=True)


def test_a_learner_gets_a_copy_without_the_instructor_s_folder(start):
    home, run = start
    assert run() == "--port=1\n"
    given = {path.name for path in home.iterdir()}
    assert given == {"notebooks", "data", "labapp"}
    assert (home / "notebooks" / "02_retry_storm.ipynb").exists()
    assert not (home / "notebooks" / "instructor").exists()


def test_a_second_start_leaves_what_the_learner_wrote(start):
    home, run = start
    run()
    mine = [home / "notebooks" / "02_retry_storm.ipynb", home / "data" / "incidents.csv"]
    for path in mine:
        path.write_text("mine")
    before = sorted(home.rglob("*"))
    run()
    assert [path.read_text() for path in mine] == ["mine", "mine"]
    assert sorted(home.rglob("*")) == before


def test_an_interrupted_copy_is_made_again(start):
    home, run = start
    (home / "notebooks.part").mkdir()
    (home / "notebooks.part" / "half.ipynb").touch()
    run()
    assert not (home / "notebooks" / "half.ipynb").exists()
    assert not (home / "notebooks.part").exists()


def test_both_hubs_start_a_learner_alike(monkeypatch, tmp_path):
    monkeypatch.setenv("CLASS_FOLDER", str(tmp_path))
    here = PyFileConfigLoader(str(HUB / "jupyterhub_config.py")).load_config()
    there = yaml.safe_load((HUB / "values.yaml").read_text())
    assert here.JupyterHub.bind_url.startswith("http://127.0.0.1:")
    assert here.Spawner.default_url == there["singleuser"]["defaultUrl"]
    assert here.Spawner.start_timeout == there["singleuser"]["startTimeout"]
    assert Path(here.Spawner.cmd[-1]).relative_to(ROOT) == Path(there["singleuser"]["cmd"][0]).relative_to(
        "/srv/what-broke-first"
    )
    assert f"--MappingKernelManager.cull_idle_timeout={there['cull']['timeout']}" in here.Spawner.args
