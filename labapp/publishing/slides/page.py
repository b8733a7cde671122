"""Write slides as pages for reveal.js, which lies beside them: no network is needed to show them."""

from pathlib import Path

import nbformat
from jinja2 import DictLoader
from nbconvert import SlidesExporter

from labapp import resources
from labapp.workshop.lab_catalogue import LABS

from .agendas import steps
from .cut_notebook import slides

WIDTH, HEIGHT = 1280, 720
TEMPLATE = (Path(__file__).parent / "page.html.j2").read_text(encoding="utf-8")


def write_all(folder: Path) -> list[Path]:
    """Write a page for each notebook into a folder; return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(resources.notebooks(f"{lab.name}.ipynb"), folder / f"{lab.name}.html") for lab in LABS]


def page(notebook: Path) -> str:
    """Return the slides of a notebook as a page."""
    exporter = SlidesExporter(
        extra_loaders=[DictLoader({"page.html.j2": TEMPLATE})],
        template_file="page.html.j2",
        reveal_url_prefix="reveal.js",
        reveal_theme="white",  # its fonts come with it
        reveal_width=str(WIDTH),
        reveal_height=str(HEIGHT),
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    cut = slides(nbformat.read(notebook, as_version=4), [s for s in steps() if s.lab == notebook.stem])
    cut.metadata["title"] = notebook.stem
    body, _ = exporter.from_notebook_node(cut)
    return str(body)


def _write(notebook: Path, file: Path) -> Path:
    file.write_text(page(notebook), encoding="utf-8")
    return file
