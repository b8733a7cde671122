"""Run notebooks anew, each from cold, and store what they show: `make notebooks`."""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
LIVE_ONLY = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def main() -> None:
    """Run the notebooks that the command line names, or all, without the progress of whoever runs them."""
    named = [Path(name) for name in sys.argv[1:]] or every()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JUPYTER_DATA_DIR"] = folder
        for file in named:
            nbformat.write(stored(nbformat.read(file, as_version=4), file.parent), file)
            print(file)


def every() -> list[Path]:
    """Return all notebooks, those in a folder of their own last."""
    folder = ROOT / "notebooks"
    return [*sorted(folder.glob("*.ipynb")), *sorted(folder.glob("[!.]*/*.ipynb"))]


def stored(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Return the notebook with fresh outputs, and without what only a running kernel can show."""
    NotebookClient(
        notebook, timeout=120, store_widget_state=False, resources={"metadata": {"path": folder}}
    ).execute()
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(notebook.cells):
        cell.id, cell.metadata = f"cell-{number:02}", {}
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(LIVE_ONLY, None)
    return notebook


if __name__ == "__main__":
    main()
