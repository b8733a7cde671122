"""Code as it stands in the package: to be shown, changed and compared."""

import inspect
from importlib import import_module

from IPython.display import Code


def show(name: str, side: str = "naive") -> Code:
    """Return the source of one service, with the prompt that asked for it."""
    return Code(data=source_of(name, side), language="python")


def source_of(service: str, side: str = "naive") -> str:
    """Return a service's module, word for word; the naive one is how its exercise begins."""
    return inspect.getsource(import_module(f"labapp.{side}.{service}"))
