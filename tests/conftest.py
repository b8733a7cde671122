"""What tests of several rooms need."""

import pytest

from labapp.workshop import kernel_state, progress


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """A learner's folder of its own, and a kernel that remembers nothing."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(progress, "_memory", progress._Memory(progress.Progress()))
    monkeypatch.setattr(kernel_state, "_state", {})
    return tmp_path / "what-broke-first"
