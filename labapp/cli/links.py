"""`labapp links --repo OWNER/NAME --ref TAG`: badge, links and a looping picture for a post."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from labapp.publishing import blog_post
from labapp.publishing.animation import still_beside, storm_animation
from labapp.publishing.links import BRANCH_NAMES, Link, Picture, RepositoryRef, gallery_address, published

from .loopback_only import Refused

PICTURE = Path("storm.gif")


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--repo", required=True, metavar="OWNER/NAME", help="on GitHub; its address will do")
    parser.add_argument("--ref", required=True, metavar="TAG", help="what readers get, also next year")
    parser.add_argument("--gallery", metavar="URL", help="where you put what make gallery built")
    parser.add_argument(
        "--picture", type=Path, default=PICTURE, metavar="FILE", help=f"the looping picture, {PICTURE}"
    )


def run(options: Namespace) -> int:
    """Write the picture and print the rest."""
    place = published(options.repo, options.ref)
    gallery = gallery_address(options.gallery) if options.gallery else None
    picture = _picture(place, options.picture, gallery)
    if place.ref in BRANCH_NAMES:
        print(f"{place.ref} moves, and with it what a reader of an old post gets. A tag stays.\n")
    _section("For a post, in Markdown (it moves for everybody)", blog_post.markdown(place, picture, gallery))
    _section(
        "For a post, in HTML (it keeps still where a reader asked for that)",
        blog_post.html(place, picture, gallery),
    )
    links = [Link("JupyterLab", place.opens()), *place.notebooks()]
    _section("All links, in Markdown", "\n".join(f"- {link.markdown()}" for link in links))
    rows = "\n".join(f"  <li>{link.html()}</li>" for link in links)
    _section("All links, in HTML", f"<ul>\n{rows}\n</ul>")
    return 0


def _picture(place: RepositoryRef, file: Path, gallery: str | None) -> Picture:
    if file.suffix.lower() != ".gif":
        raise Refused(f"--picture {file} would be no looping picture. Let the name end in .gif.")
    if not file.parent.is_dir():
        raise Refused(f"--picture {file}: there is no folder {file.parent}. Make it first.")
    storm = storm_animation()
    storm.save(file)
    still = still_beside(file)
    kilobytes = file.stat().st_size // 1000
    where = "into the gallery, if make gallery has not done so" if gallery else "beside the post"
    print(f"Written: {file} ({kilobytes} kB) and {still}, its last frame. Put both {where}.\n")
    return blog_post.storm_picture(
        place, storm.words, (f"{gallery or ''}{file.name}", f"{gallery or ''}{still.name}")
    )


def _section(title: str, text: str) -> None:
    print(f"--- {title} ---\n\n{text}\n")
