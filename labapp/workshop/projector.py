"""For a room: larger words in figures and tables, so that the last row can read them."""

from typing import Any

from IPython import get_ipython

from labapp.figures import style

SMALLEST, LARGEST = 1.0, 2.0


def projector(scale: float = 1.35) -> None:
    """Draw figures and tables with larger words from here on, until the kernel restarts; 1 is as usual."""
    if not SMALLEST <= scale <= LARGEST:
        raise ValueError(f"{scale} is too small or too large. Choose from {SMALLEST:g} to {LARGEST:g}.")
    style.Projector.scale = scale
    if (shell := get_ipython()) is not None:
        tables = shell.display_formatter.formatters["text/html"]
        tables.for_type_by_name("pandas", "DataFrame", _large)


def _large(table: Any) -> str:
    usual = str(table._repr_html_())
    if style.Projector.scale == 1:
        return usual
    return usual.replace("<table", f'<table style="font-size: {style.Projector.scale:.2f}em"', 1)
