"""What tests of several rooms need."""

import os
from pathlib import Path

import pytest

from labapp.targets import pipes
from labapp.workshop import kernel_state, progress, report_pipe

WITHOUT_POSIX = Path(__file__).parent / "without_posix"


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """A learner's folder of its own, and a kernel that remembers nothing."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(progress, "_memory", progress._Memory(progress.Progress()))
    monkeypatch.setattr(kernel_state, "_state", {})
    return tmp_path / "what-broke-first"


@pytest.fixture
def without_posix(monkeypatch):
    """Nothing that Windows lacks: neither here, nor in any Python that is started."""
    monkeypatch.delattr(os, "killpg", raising=False)
    monkeypatch.setattr(pipes, "SelectedPipe", None)
    monkeypatch.setattr(report_pipe, "ExtraPipe", None)
    monkeypatch.setenv("PYTHONPATH", str(WITHOUT_POSIX), prepend=os.pathsep)
