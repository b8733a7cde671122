"""`labapp links --repo OWNER/NAME --ref TAG`: badge, links and a looping picture for a post."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from labapp.publishing import blog_post, colab
from labapp.publishing.animation import still_beside, storm_animation
from labapp.publishing.link_lists import link_lists
from labapp.publishing.links import (
    BRANCH_NAMES,
    NOTEBOOKS,
    Picture,
    RepositoryRef,
    gallery_address,
    published,
)

from .loopback_only import Refused
from .writable import only_writable

PICTURE = Path("storm.gif")


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--repo", required=True, metavar="OWNER/NAME", help="on GitHub; its address will do")
    parser.add_argument("--ref", required=True, metavar="TAG", help="what readers get, also next year")
    parser.add_argument("--gallery", metavar="URL", help="where you put what make gallery built")
    parser.add_argument(
        "--picture", type=Path, default=PICTURE, metavar="FILE", help=f"the looping picture, {PICTURE}"
    )
    parser.add_argument(
        "--colab", type=Path, metavar="FOLDER", help="write notebooks there that install themselves on Colab"
    )


def run(options: Namespace) -> int:
    """Write the picture and print the rest."""
    place = published(options.repo, options.ref)
    gallery = gallery_address(options.gallery) if options.gallery else None
    folder = _colab_folder(options.colab) if options.colab else None
    picture = _picture(place, options.picture, gallery)
    if place.ref in BRANCH_NAMES:
        print(f"{place.ref} moves, and with it what a reader of an old post gets. A tag stays.\n")
    _section("For a post, in Markdown (it moves for everybody)", blog_post.markdown(place, picture, gallery))
    _section(
        "For a post, in HTML (it keeps still where a reader asked for that)",
        blog_post.html(place, picture, gallery),
    )
    lists = link_lists(place, folder.as_posix() if folder else NOTEBOOKS)
    _section("All links, in Markdown", "\n\n".join(each.markdown() for each in lists))
    _section("All links, in HTML", "\n".join(each.html() for each in lists))
    _section("Before they work", _to_do(place, folder))
    return 0


def _colab_folder(folder: Path) -> Path:
    if folder.is_absolute() or folder.parts[:1] in ((), ("..",), (NOTEBOOKS,)):
        raise Refused(f"--colab {folder}: name a folder of its own in the repository, such as colab.")
    return folder


def _to_do(place: RepositoryRef, folder: Path | None) -> str:
    """Write the notebooks for Colab, if asked to, and say what is left to do."""
    wheel = f"Binder and Codespaces need {place.ref} pushed. Colab needs the wheel, too:\n"
    wheel += f"attach {colab.wheel_name()} (pip wheel --no-deps . builds it) to the release {place.ref}."
    if folder is None:
        line = colab.install_line(place)
        return f"{wheel}\nThere, readers run this first, in a cell of their own:\n\n{line}"
    written = colab.write_notebooks(place, folder)
    return (
        f"{wheel}\nWritten: {len(written)} notebooks into {folder}. Commit them before you tag {place.ref}."
    )


def _picture(place: RepositoryRef, file: Path, gallery: str | None) -> Picture:
    if file.suffix.lower() != ".gif":
        raise Refused(f"--picture {file} would be no looping picture. Let the name end in .gif.")
    only_writable("--picture", file)
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
