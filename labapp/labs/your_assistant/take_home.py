"""What goes home: a card and a probe for clients that are not ours."""

import re
from dataclasses import dataclass

from IPython.display import Code

from labapp import resources

FOLDER = resources.data("take_home")


@dataclass(frozen=True, repr=False)
class Card:
    """Markdown, which is its own words where nobody renders it."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text


def card() -> Card:
    """Return the card, its headings below those of a notebook."""
    text = (FOLDER / "card.md").read_text(encoding="utf-8")
    return Card(re.sub("^#", "###", text, flags=re.M))


def retry_probe() -> Code:
    """Return the probe for a client of your own, as the file says it."""
    return Code(data=(FOLDER / "retry_probe.py").read_text(encoding="utf-8"), language="python")
