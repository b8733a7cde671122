"""What to paste into a post: the storm, a badge, and a way in for readers without a kernel."""

from .links import BADGE, Link, Picture, RepositoryRef

OPENS_ON = "notebooks/00_start_here.ipynb"
STORY = (
    "A text-message provider is down for a moment, and nobody can borrow a ladder. The backend was written "
    "as an AI assistant writes when nobody says more: tidy, with green tests, and nothing crashed. "
    "The picture is a real run of it; time, network and provider are simulated."
)
INVITES = "Run it yourself, find out why, and mend it. It opens in your browser; there is nothing to install."
WHILE_IT_STARTS = "Binder takes its time to start. Meanwhile: "
GALLERY = "every notebook with its pictures"
WIDTH_PIXELS = 640


def markdown(place: RepositoryRef, picture: Picture, gallery: str | None) -> str:
    """Return the post's paragraph as Markdown."""
    lines = [picture.markdown(), STORY, INVITES, badge(place).markdown()]
    if gallery:
        lines.append(f"{WHILE_IT_STARTS}{Link(GALLERY, gallery).markdown()}.")
    return "\n\n".join(lines)


def html(place: RepositoryRef, picture: Picture, gallery: str | None) -> str:
    """Return the post's paragraph as HTML; it keeps still for readers who asked for that."""
    lines = [picture.html(), STORY, INVITES, badge(place).html()]
    if gallery:
        lines.append(f"{WHILE_IT_STARTS}{Link(GALLERY, gallery).html()}.")
    return "\n".join(f"<p>{line}</p>" for line in lines)


def badge(place: RepositoryRef) -> Picture:
    """Return the badge that opens the first notebook."""
    return Picture("Open the workshop on Binder", BADGE, place.opens(OPENS_ON))


def storm_picture(place: RepositoryRef, words: str, addresses: tuple[str, str]) -> Picture:
    """Return the storm as it stands above the badge; `addresses`: of the looping one, of the still one."""
    moving, still = addresses
    return Picture(words, moving, place.opens(OPENS_ON), still, WIDTH_PIXELS)
