"""Every test of the lab has a learner's folder of its own."""

import pytest

from labapp.lab.stations import progress, reviews


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(progress, "_memory", progress._Memory(progress.Progress()))
    monkeypatch.setattr(reviews, "_cast", {})
    return tmp_path / "what-broke-first"
