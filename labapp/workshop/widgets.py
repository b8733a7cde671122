"""Widgets with words: what a widget shows is told in plain text, too, for files and for ears."""

import html
from dataclasses import dataclass
from typing import Protocol

import ipywidgets
from IPython.display import display

from labapp.figures.widget_view import view_or_words


class Columns(Protocol):
    """What a figure shows; it can be told in one sentence."""

    def sentence(self) -> str:
        """Return the figure as one sentence."""


@dataclass(frozen=True, repr=False)
class HtmlWithWords:
    """HTML, and the same in words for front ends that show none."""

    data: str
    words: str

    def _repr_html_(self) -> str:
        return self.data

    def __repr__(self) -> str:
        return self.words


def show_widget(widget: ipywidgets.Widget, words: str) -> None:
    """Display a widget; `words` stand in for it wherever widgets do not live."""
    display(view_or_words(widget, words), raw=True)


def show_sentence(words: str) -> None:
    """Display a sentence below a picture: JupyterLab does not pass on the words in the picture itself."""
    show_widget(ipywidgets.HTML(paragraph(words)), words)


def paragraph(text: str) -> str:
    """Return a sentence as HTML that keeps to the theme of JupyterLab, light or dark."""
    style = "max-width: 62em; line-height: 1.45; color: var(--jp-content-font-color1)"
    return f'<p style="{style}">{html.escape(text)}</p>'
