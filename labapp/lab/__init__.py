"""What a notebook calls; each name is loaded when it is first used, because some bring pictures along."""

from importlib import import_module
from typing import Any

HOME = {
    "StormPlan": "storms.storming",
    "add_guards": "access.guards",
    "afternoon": "logs.afternoons",
    "all_mixtures": "incident.mixing",
    "beside": "assistant.besides",
    "by_hand": "till.hands",
    "calibration": "incident.sureness",
    "card": "assistant.take_home",
    "class_code": "stations.class_codes",
    "class_view": "classroom.viewing",
    "climb": "storms.rungs",
    "closing_in": "ids.drawer",
    "compare": "stations.prediction",
    "crawl": "ids.crawler",
    "decision_table": "decade.history",
    "delete_an_if": "decade.history",
    "every_order": "till.hands",
    "explained": "intern.explanation",
    "fleet": "storms.fleets",
    "grep": "logs.case",
    "grid": "decade.asking",
    "hint": "stations.hints",
    "incident_day": "incident.merging",
    "invented_class": "classroom.invented",
    "inventory": "intern.source_lines",
    "labs": "stations.atlas",
    "ladder": "storms.rungs",
    "lamps": "intern.switchboard",
    "mark": "access.marking",
    "matrix": "access.filling",
    "merge_two": "incident.merging",
    "morning": "till.mornings",
    "nine_ifs": "decade.history",
    "polite_retry": "storms.polite",
    "predict": "stations.prediction",
    "probe": "targets.probing",
    "projector": "projecting",
    "promised": "ids.opaque",
    "prompts": "assistant.prompts",
    "public_id": "ids.opaque",
    "real_seconds": "storms.bursts",
    "receipt": "stations.receipts",
    "reset": "stations.atlas",
    "retry_after_seconds": "storms.supplied",
    "retry_probe": "assistant.take_home",
    "review": "stations.reviews",
    "rounding": "till.half_cents",
    "row_behind": "ids.opaque",
    "run_its_tests": "intern.scaffold",
    "see_all": "stations.reviews",
    "self_check": "targets.installation",
    "show": "stations.showing",
    "show_fix": "stations.hints",
    "start": "cell",
    "storm": "storms.panel",
    "toolshed": "targets.open_house",
    "visit": "logs.case",
    "visitor": "ids.own_receipts",
    "votes": "stations.reviews",
    "ways_to_wait": "storms.waiting",
    "whole_receipt": "incident.till_paper",
    "years": "decade.history",
    "your_backend": "assistant.panel",
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
