"""A stored notebook as a page that needs neither a kernel nor any other host."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import nbformat
from bs4 import BeautifulSoup, Tag
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExtractOutputPreprocessor

from labapp.workshop.lab_catalogue import Lab

PICTURES = "pictures"
LONG_ENOUGH = 60
MOVABLE = ".wide, .output_html, .output_png, .input_area pre"


@dataclass(frozen=True)
class Page:
    """A notebook as HTML, its pictures by file name, and the files outside that it links to."""

    name: str
    title: str
    opening: str
    body: str
    pictures: dict[str, bytes]
    alt: str
    linked: tuple[str, ...]

    @property
    def picture(self) -> str:
        """The file of the first picture."""
        return next(iter(self.pictures))

    @property
    def source(self) -> str:
        """Where the notebook itself is kept."""
        return f"notebooks/{self.name}.ipynb"


def page(lab: Lab, folder: Path) -> Page:
    """Convert one stored notebook of a folder; nothing is run."""
    soup, pictures = _converted(folder / f"{lab.name}.ipynb")
    linked = _lead_here(soup)
    _fit(soup)
    first = soup.img
    return Page(
        lab.name,
        f"{lab.number} · {lab.title}",
        _opening(soup),
        str(soup),
        pictures,
        str(first["alt"]) if first else "",
        linked,
    )


def _converted(notebook: Path) -> tuple[BeautifulSoup, dict[str, bytes]]:
    exporter = HTMLExporter(
        template_name="basic",
        preprocessors=[ExtractOutputPreprocessor(extract_output_types={"image/png"})],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    named = {"unique_key": notebook.stem, "output_files_dir": PICTURES}
    body, made = exporter.from_notebook_node(nbformat.read(notebook, as_version=4), resources=named)
    return BeautifulSoup(body, "html.parser"), made["outputs"]


def _fit(soup: BeautifulSoup) -> None:
    """Leave the looks to the gallery's one style, and let what is wide be moved sideways, by keyboard too."""
    for style in soup.find_all("style"):
        style.decompose()
    for table in soup.select(".text_cell_render table"):
        table.wrap(soup.new_tag("div", attrs={"class": "wide"}))
    for moved in soup.select(MOVABLE):
        moved["tabindex"] = "0"


def _lead_here(soup: BeautifulSoup) -> tuple[str, ...]:
    """Point the links of a notebook at pages and copies; return which files want to be copied."""
    copied = []
    for link in soup.find_all("a", href=re.compile(r"^[^:#]+$")):
        target = PurePosixPath(str(link["href"]))
        if target.suffix == ".ipynb":
            link["href"] = str(target.with_suffix(".html"))
        else:
            link["href"] = str(target.relative_to("..")) if target.parts[0] == ".." else f"notebooks/{target}"
            copied.append(str(link["href"]))
    return tuple(copied)


def _opening(soup: BeautifulSoup) -> str:
    """Return the first sentences after the title, until they say something."""
    first = soup.find("p")
    text = " ".join(first.get_text().split()) if isinstance(first, Tag) else ""
    said = ""
    for sentence in re.split(r"(?<=[.!?]) ", text):
        said = f"{said} {sentence}".strip()
        if len(said) >= LONG_ENOUGH:
            break
    return said
