"""Notebooks for Colab: a cell in front that installs a release's wheel there, and does nothing elsewhere."""

import sys
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from labapp import resources
from labapp.cli import main
from labapp.publishing.colab import FOLDED, install_line, write_notebooks
from labapp.publishing.links import published
from labapp.workshop.lab_catalogue import LABS

PLACE = published("ann/wbf", "v1.0")
ON_COLAB = "https://colab.research.google.com/github/ann/wbf/blob/v1.0/colab/"
ON_GITHUB = "https://github.com/ann/wbf/blob/v1.0/"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("repository"))
        files = write_notebooks(PLACE, Path("colab"))
        return {file.stem: nbformat.read(file, as_version=4) for file in files}


class Shell:
    """What a notebook's cell talks to."""

    def __init__(self):
        self.ran = []

    def run_line_magic(self, *magic):
        self.ran.append(magic)


def run_first_cell(notebook):
    shell = Shell()
    source = TransformerManager().transform_cell(notebook.cells[0].source)
    exec(source, {"get_ipython": lambda: shell})
    return shell.ran


def test_every_notebook_is_there_and_valid_and_the_rest_of_it_is_as_it_was(written):
    assert set(written) == {lab.name for lab in LABS}
    for name, notebook in written.items():
        nbformat.validate(notebook)
        ours = nbformat.read(resources.notebooks(f"{name}.ipynb"), as_version=4)
        pairs = zip(notebook.cells[1:], ours.cells, strict=True)
        assert [one for one, other in pairs if one != other and one.cell_type == "code"] == []


def test_the_first_cell_is_folded_and_does_nothing_where_labapp_is(written):
    assert written["02_retry_storm"].cells[0].metadata == FOLDED
    assert run_first_cell(written["02_retry_storm"]) == []


def test_where_labapp_is_not_the_first_cell_installs_the_wheel_of_the_release(written, monkeypatch):
    monkeypatch.setitem(sys.modules, "labapp", None)
    ((magic, line),) = run_first_cell(written["02_retry_storm"])
    assert f"%{magic} {line}" == install_line(PLACE)
    assert line.startswith(
        'install --quiet "what-broke-first[lab] @ https://github.com/ann/wbf/releases/download/v1.0/'
    )
    assert line.endswith('.whl"')


def test_links_to_other_files_lead_to_where_they_can_be_seen(written):
    text = "".join(cell.source for notebook in written.values() for cell in notebook.cells)
    assert f"({ON_COLAB}02_retry_storm.ipynb)" in text
    assert f"({ON_GITHUB}data/take_home/card.md)" in text
    assert "](0" not in text
    assert "](../" not in text


def test_the_links_lead_to_where_they_were_written(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(["links", "--repo", "ann/wbf", "--ref", "v1.0", "--colab", "colab"]) == 0
    said = capsys.readouterr().out
    assert f"({ON_COLAB}00_start_here.ipynb)" in said
    assert f"Written: {len(LABS)} notebooks into colab. Commit them before you tag v1.0." in said
    assert "%pip" not in said
