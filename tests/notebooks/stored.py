"""What stands in the stored notebooks."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EVERY_NOTEBOOK = sorted((ROOT / "notebooks").rglob("*.ipynb"))


def code_cells(path):
    return [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]


def pictures(path):
    outputs = [output for cell in code_cells(path) for output in cell["outputs"]]
    return [output for output in outputs if "image/png" in output.get("data", {})]


def text_cells(path):
    cells = json.loads(path.read_text())["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


def rows(name, source):
    """The rows of the table that a cell shows; nbval compares its text with a fresh run."""
    cell = next(cell for cell in code_cells(ROOT / f"notebooks/{name}.ipynb") if cell["source"] == [source])
    _, _, body = "".join(cell["outputs"][0]["data"]["text/html"]).partition("<tbody>")
    return [re.findall(r"<t[hd]>(.*?)</t[hd]>", row, re.S) for row in body.split("<tr>")[1:]]
