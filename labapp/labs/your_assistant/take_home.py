"""What goes home: a card and a probe for clients that are not ours."""

import re

from IPython.display import Code, Markdown

from labapp import resources

FOLDER = resources.data("take_home")


def card() -> Markdown:
    """Return the card, its headings below those of a notebook."""
    text = (FOLDER / "card.md").read_text(encoding="utf-8")
    return Markdown(re.sub("^#", "###", text, flags=re.M))


def retry_probe() -> Code:
    """Return the probe for a client of your own, as the file says it."""
    return Code(data=(FOLDER / "retry_probe.py").read_text(encoding="utf-8"), language="python")
