"""What a notebook calls; each name is loaded when it is first used, because some bring pictures along."""

from importlib import import_module
from typing import Any

HOME = {
    "StormPlan": "storming",
    "storm": "storming",
    "probe": "probing",
    "show": "showing",
    "retry_after_seconds": "supplied",
}

__all__ = ["StormPlan", "probe", "retry_after_seconds", "show", "storm"]


def __getattr__(name: str) -> Any:
    """Load a name from its module."""
    if name not in HOME:
        raise AttributeError(f"lab has no {name!r}. It has: {', '.join(HOME)}.")
    return getattr(import_module(f"labapp.lab.{HOME[name]}"), name)


def __dir__() -> list[str]:
    """Offer the same names to the Tab key."""
    return __all__
