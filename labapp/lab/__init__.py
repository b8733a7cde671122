"""What a notebook calls; each name is loaded when it is first used, because some bring pictures along."""

from importlib import import_module
from typing import Any

HOME = {
    "StormPlan": "storming",
    "add_guards": "guards",
    "afternoon": "afternoons",
    "all_mixtures": "mixing",
    "by_hand": "hands",
    "calibration": "sureness",
    "climb": "rungs",
    "closing_in": "visits",
    "compare": "prediction",
    "crawl": "crawler",
    "decision_table": "history",
    "delete_an_if": "history",
    "every_order": "hands",
    "explained": "explanation",
    "fleet": "fleets",
    "grep": "case",
    "grid": "asking",
    "hint": "hints",
    "incident_day": "merging",
    "inventory": "source_lines",
    "labs": "atlas",
    "ladder": "rungs",
    "lamps": "switchboard",
    "mark": "marking",
    "matrix": "access",
    "merge_two": "merging",
    "morning": "mornings",
    "nine_ifs": "history",
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
    "rounding": "half_cents",
    "row_behind": "opaque",
    "run_its_tests": "scaffold",
    "see_all": "reviews",
    "self_check": "installation",
    "show": "showing",
    "show_fix": "hints",
    "start": "cell",
    "storm": "storms",
    "toolshed": "open_house",
    "visit": "case",
    "visitor": "own_receipts",
    "votes": "reviews",
    "ways_to_wait": "waiting",
    "whole_receipt": "till_paper",
    "years": "history",
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
