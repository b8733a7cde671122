"""What a notebook calls; each name is loaded when it is first used, because some bring pictures along."""

from importlib import import_module
from typing import Any

HOME = {
    "StormPlan": "storming",
    "climb": "rungs",
    "closing_in": "drawer",
    "compare": "prediction",
    "crawl": "crawler",
    "fleet": "fleets",
    "hint": "hints",
    "labs": "atlas",
    "ladder": "rungs",
    "polite_retry": "polite",
    "predict": "prediction",
    "probe": "probing",
    "promised": "opaque",
    "public_id": "opaque",
    "real_seconds": "bursts",
    "receipt": "receipts",
    "reset": "atlas",
    "retry_after_seconds": "supplied",
    "review": "reviews",
    "row_behind": "opaque",
    "see_all": "reviews",
    "self_check": "installation",
    "show": "showing",
    "show_fix": "hints",
    "start": "cell",
    "storm": "storms",
    "toolshed": "open_house",
    "visitor": "own_receipts",
    "votes": "reviews",
    "ways_to_wait": "waiting",
}

__all__ = list(HOME)


def __getattr__(name: str) -> Any:
    """Load a name from its module."""
    if name not in HOME:
        raise AttributeError(f"lab has no {name!r}. It has: {', '.join(HOME)}.")
    return getattr(import_module(f"labapp.lab.{HOME[name]}"), name)


def __dir__() -> list[str]:
    """Offer the same names to the Tab key."""
    return __all__
