"""Copies of the notebooks for Colab, where nothing of ours is: their first cell installs our wheel."""

import json
import posixpath
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from labapp import resources
from labapp.installation.kinds import DISTRIBUTION
from labapp.workshop.lab_catalogue import LABS

from .links import NOTEBOOKS, RepositoryRef

LINK = re.compile(r"\]\(([^)#:\s]+)\)")
FOLDED = {"cellView": "form", "jupyter": {"source_hidden": True}}
"""How a cell shows its title only: on Colab, and in JupyterLab."""
FIRST_CELL = """\
# @title Run this first: it installs the workshop, once
try:
    import labapp
except ImportError:
    {install}"""


def wheel_name() -> str:
    """Return the file name of the wheel that belongs to this version of labapp."""
    return f"{DISTRIBUTION.replace('-', '_')}-{version(DISTRIBUTION)}-py3-none-any.whl"


def install_line(place: RepositoryRef) -> str:
    """Return the line that installs the wheel of the tagged release in a notebook."""
    return f'%pip install --quiet "{DISTRIBUTION}[lab] @ {place.release_file(wheel_name())}"'


def write_notebooks(place: RepositoryRef, folder: Path) -> list[Path]:
    """Write every notebook into a folder, with a cell in front that installs what is missing, else nothing.

    The folder is one of the repository, by its path from the top: links lead there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / f"{lab.name}.ipynb" for lab in LABS]
    for file in written:
        notebook = json.loads(resources.notebooks(file.name).read_text(encoding="utf-8"))
        notebook["cells"] = [
            _first_cell(place),
            *(_linked(cell, place, folder) for cell in notebook["cells"]),
        ]
        file.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return written


def _first_cell(place: RepositoryRef) -> dict[str, Any]:
    source = FIRST_CELL.format(install=install_line(place)).splitlines(keepends=True)
    unrun: dict[str, Any] = {"execution_count": None, "outputs": []}
    return {"cell_type": "code", "id": "colab", "metadata": FOLDED, "source": source, **unrun}


def _linked(cell: dict[str, Any], place: RepositoryRef, folder: Path) -> dict[str, Any]:
    """Let what leads to another file lead to where it can be seen: Colab holds one notebook and no folder."""

    def address(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(NOTEBOOKS, link[1]))
        here = folder / posixpath.basename(path)
        listed = path in {f"{NOTEBOOKS}/{lab.name}.ipynb" for lab in LABS}
        return f"]({place.on_colab(here.as_posix()) if listed else place.on_github(path)})"

    if cell["cell_type"] != "markdown":
        return cell
    return {**cell, "source": [LINK.sub(address, line) for line in cell["source"]]}
