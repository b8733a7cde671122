"""Widgets with words: what a widget shows is told in plain text, too, for files and for ears."""

import html
from typing import Any

import ipywidgets
from IPython.display import display


def shown(widget: ipywidgets.Widget, words: str) -> None:
    """Display a widget; `words` stand in for it wherever widgets do not live."""
    view: dict[str, Any] = widget._repr_mimebundle_()
    display({**view, "text/plain": words}, raw=True)


def tell(words: str) -> None:
    """Display a sentence below a picture: JupyterLab does not pass on the words in the picture itself."""
    shown(ipywidgets.HTML(say(words)), words)


def say(text: str) -> str:
    """Return a sentence as HTML that keeps to the theme of JupyterLab, light or dark."""
    style = "max-width: 62em; line-height: 1.45; color: var(--jp-content-font-color1)"
    return f'<p style="{style}">{html.escape(text)}</p>'
