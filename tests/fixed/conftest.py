"""Edit one line of a fixed module and import what comes out."""

import importlib.util
import inspect
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation


@pytest.fixture
def edited(tmp_path):
    """Return what imports a module with one place of its source changed; fails if the place is gone."""

    def edit(module, old, new):
        source = Path(inspect.getfile(module)).read_text()
        assert source.count(old) == 1, f"the line is gone: {old!r}"
        file = tmp_path / "edited.py"
        file.write_text(source.replace(old, new))
        spec = importlib.util.spec_from_file_location("edited", file)
        changed = sys.modules["edited"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(changed)
        return changed

    return edit


@pytest.fixture
def found():
    """Return what runs one probe against the naive backend with some services swapped."""

    def run(probe, **services):
        with in_simulation(replace(mixture("naive"), **services)) as target:
            return probe(target)

    return run
