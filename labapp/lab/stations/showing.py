"""Show code in a notebook, as it stands in the package."""

import inspect
from importlib import import_module

from IPython.display import Code


def show(name: str, side: str = "naive") -> Code:
    """Return the source of one service, with the prompt that asked for it."""
    source = inspect.getsource(import_module(f"labapp.{side}.{name}"))
    return Code(data=source, language="python")
