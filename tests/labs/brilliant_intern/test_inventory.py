"""Toolshed's lines, counted: each once, and all but the six services serve every later lab as they are."""

from labapp.fixed import FIXES
from labapp.labs.brilliant_intern import inventory
from labapp.labs.brilliant_intern.inventory import PARTS, InventoryFigure, counted, files, plotted
from labapp.naive import NAIVE
from labapp.resources import PACKAGE
from labapp.targets.mixture import FIXED
from labapp.targets.simulated import SimulatedToolshed


def test_every_file_of_toolshed_is_counted_once():
    packages = ("toolshed", "services", "naive")
    every = {file for package in packages for file in (PACKAGE / package).rglob("*.py")}
    every |= {PACKAGE / "models.py"}
    found = [file for name in PARTS for file in files(name)]
    assert len(found) == len(set(found))
    assert every - set(found) == {PACKAGE / "naive" / "__init__.py"}


def test_blank_lines_do_not_count(monkeypatch, tmp_path):
    (tmp_path / "models.py").write_text("a = 1\n\n   \nb = 2\n")
    monkeypatch.setattr(inventory, "PACKAGE", tmp_path)
    parts = {part.name: (part.files, part.lines) for part in counted().parts}
    assert parts["models"] == (1, 2)


def test_only_a_service_has_a_fix_of_its_name():
    fixes = {f"{name}.py" for name in FIXES}
    assert fixes <= {file.name for file in files(inventory.SERVICES)}


def test_a_fixed_backend_runs_the_very_same_views():
    with SimulatedToolshed(NAIVE) as naive, SimulatedToolshed(FIXED) as fixed:
        assert len(naive.app.view_functions) > 40
        assert naive.app.view_functions == fixed.app.view_functions


def test_the_figure_shows_what_the_table_says():
    columns = counted()
    assert plotted(InventoryFigure(columns)) == list(columns.table()["lines"])
    assert f"{columns.total - columns.kept} lines" in columns.sentence()
    assert 0 < columns.total - columns.kept < columns.kept / 10
