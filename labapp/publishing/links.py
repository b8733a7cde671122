"""Links that open the workshop on Binder, on Colab and in a codespace, as Markdown and as HTML."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from labapp.workshop.lab_catalogue import LABS

NOTEBOOKS = "notebooks"
BADGE = "https://mybinder.org/badge_logo.svg"
ON_GITHUB = re.compile(r"^(?:(?:https?|ssh)://)?(?:git@|www\.)*github\.com[/:]", re.IGNORECASE)
REPO = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)/([\w.-]+?)(?:\.git)?/?", re.ASCII)
NO_REF = re.compile(r"^[-/.]|[\s~^:?*\[\\\x00-\x1f\x7f]|\.\.|//|@\{|(?:\.lock|[/.])$|^$")
BRANCH_NAMES = ("HEAD", "main", "master", "develop")
REDUCED_MOTION = "(prefers-reduced-motion: reduce)"


class Unlinkable(ValueError):
    """No link can be made of this; the message says why and what to write."""


@dataclass(frozen=True)
class RepositoryRef:
    """A repository on GitHub, OWNER/NAME, and the tag whose notebooks the links open."""

    repo: str
    ref: str

    def opens(self, path: str = "") -> str:
        """Return the address at which Binder opens JupyterLab, on a file if there is a path."""
        urlpath = f"lab/tree/{path}" if path else "lab"
        return f"https://mybinder.org/v2/gh/{self.repo}/{quote(self.ref)}?urlpath={quote(urlpath, safe='')}"

    def on_colab(self, path: str) -> str:
        """Return the address at which Colab opens a notebook."""
        return f"https://colab.research.google.com/github/{self.repo}/blob/{quote(f'{self.ref}/{path}')}"

    def in_codespace(self) -> str:
        """Return the address at which GitHub offers a codespace; documented for branches."""
        return f"https://codespaces.new/{self.repo}/tree/{quote(self.ref)}"

    def on_github(self, path: str) -> str:
        """Return the address at which GitHub shows a file."""
        return f"https://github.com/{self.repo}/blob/{quote(f'{self.ref}/{path}')}"

    def release_file(self, name: str) -> str:
        """Return the address of a file that was attached to the release of the tag."""
        return f"https://github.com/{self.repo}/releases/download/{quote(f'{self.ref}/{name}')}"

    def notebooks(self, address: Callable[[str], str], folder: str = NOTEBOOKS) -> list["Link"]:
        """Return a link for each notebook of a folder; `address` makes it of its path."""
        return [Link(f"{lab.number} · {lab.title}", address(f"{folder}/{lab.name}.ipynb")) for lab in LABS]


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    words: str
    address: str

    def markdown(self) -> str:
        """Write it as Markdown."""
        return f"[{self.words}]({self.address})"

    def html(self) -> str:
        """Write it as HTML."""
        return f'<a href="{html.escape(self.address)}">{html.escape(self.words)}</a>'


@dataclass(frozen=True)
class Picture:
    """A picture that leads somewhere; `still` stands in for it where nothing should move."""

    words: str
    source: str
    address: str
    still: str = ""
    width: int | None = None

    def markdown(self) -> str:
        """Write it as Markdown, which knows nothing of stillness."""
        return f"[![{self.words}]({self.source})]({self.address})"

    def html(self) -> str:
        """Write it as HTML."""
        wide = f' width="{self.width}"' if self.width else ""
        shown = f'<img src="{html.escape(self.source)}" alt="{html.escape(self.words)}"{wide}>'
        if self.still:
            quiet = f'<source srcset="{html.escape(self.still)}" media="{REDUCED_MOTION}">'
            shown = f"<picture>{quiet}{shown}</picture>"
        return f'<a href="{html.escape(self.address)}">{shown}</a>'


def published(repo: str, ref: str) -> RepositoryRef:
    """Return what is linked to; takes OWNER/NAME or an address at GitHub. Raises Unlinkable."""
    return RepositoryRef(_repo(repo.strip()), _ref(ref.strip()))


def gallery_address(text: str) -> str:
    """Return the address of a gallery, with a slash at its end. Raises Unlinkable."""
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Unlinkable(
            f"--gallery {text!r} is no address. It begins with https://, as https://example.org/wbf/"
        )
    return f"{text.strip().removesuffix('index.html').rstrip('/')}/"


def _repo(text: str) -> str:
    rest, at_github = ON_GITHUB.subn("", text)
    if at_github:
        rest = "/".join(re.split("[?#]", rest)[0].split("/")[:2])
    found = REPO.fullmatch(rest)
    if found is None:
        raise Unlinkable(
            f"--repo {text!r} is no repository on GitHub. Write OWNER/NAME, as ann/what-broke-first."
        )
    return f"{found[1]}/{found[2]}"


def _ref(text: str) -> str:
    if NO_REF.search(text):
        raise Unlinkable(f"--ref {text!r} cannot be the name of a tag. Write a tag that was pushed, as v1.0.")
    return text
