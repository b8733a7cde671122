"""What stands in a notebook for a widget: its view, and words wherever no view can be shown."""

from typing import Any

import ipywidgets

VIEW = "application/vnd.jupyter.widget-view+json"


def view_or_words(widget: ipywidgets.Widget, words: str) -> dict[str, Any]:
    """Return both, by their type; ipywidgets 7, which Colab has, and 8 make the same of it."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {VIEW: view, "text/plain": words}
