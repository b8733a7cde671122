"""Every notebook as a page, with an index: `make gallery` writes them to build/gallery."""

import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from pygments.formatters import HtmlFormatter

from labapp import resources
from labapp.workshop.lab_catalogue import LABS

from .animation import still_beside, storm_animation
from .blog_post import WIDTH_PIXELS
from .links import REDUCED_MOTION, RepositoryRef, Unlinkable, published
from .notebook_page import Page, page

LOOKS = resources.data("gallery")
STORM = "storm.gif"
WORKSHOP = "What Broke First"


def build(folder: Path, place: RepositoryRef | None = None) -> list[Page]:
    """Write the gallery into a folder, anew; `place` adds links that open a notebook on Binder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pages = [page(lab, resources.notebooks()) for lab in LABS]
    template = Environment(loader=FileSystemLoader(LOOKS), autoescape=True).get_template("page.html")
    for made, following in zip(pages, [*pages[1:], None], strict=True):
        _keep(folder, made)
        shown = {**vars(made), "source": made.source, "next": following, "opens": _opens(made, place)}
        text = template.render(workshop=WORKSHOP, title=made.title, page=shown)
        (folder / f"{made.name}.html").write_text(text, encoding="utf-8")
    text = template.render(workshop=WORKSHOP, title=WORKSHOP, pages=pages, storm=_storm(folder))
    (folder / "index.html").write_text(text, encoding="utf-8")
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    (folder / "style.css").write_text((LOOKS / "style.css").read_text(encoding="utf-8") + colours)
    return pages


def _keep(folder: Path, made: Page) -> None:
    for name, picture in made.pictures.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(picture)
    for name in (made.source, *made.linked):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(resources.repository_file(name), folder / name)


def _opens(made: Page, place: RepositoryRef | None) -> str | None:
    return place.opens(made.source) if place else None


def _storm(folder: Path) -> dict[str, object]:
    storm = storm_animation()
    storm.save(folder / STORM)
    still = still_beside(Path(STORM)).name
    return {
        "moving": STORM,
        "still": still,
        "words": storm.words,
        "width": WIDTH_PIXELS,
        "media": REDUCED_MOTION,
    }


def main() -> int:
    """Write the gallery where the command line says."""
    parser = ArgumentParser(prog="make gallery", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repo", metavar="OWNER/NAME", help="adds links to Binder; needs --ref")
    parser.add_argument("--ref", metavar="TAG")
    options = parser.parse_args()
    try:
        place = published(options.repo, options.ref or "") if options.repo else None
    except Unlinkable as error:
        print(f"make gallery: {error}", file=sys.stderr)
        return 2
    pages = build(options.folder, place)
    print(f"{len(pages)} notebooks: open {options.folder}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
