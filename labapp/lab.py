"""What a notebook calls; each name is loaded when it is first used, because some bring pictures along."""

from importlib import import_module
from typing import Any

MODULES = {
    "StormPlan": "labs.retry_storm.scenario",
    "add_guards": "labs.skipped_auth.mechanism_effects",
    "afternoon": "labs.leaked_logs.panel",
    "all_mixtures": "labs.incident_day.mixtures.panel",
    "beside": "labs.your_assistant.comparison",
    "by_hand": "labs.money.step_by_hand",
    "calibration": "labs.incident_day.calibration",
    "card": "labs.your_assistant.take_home",
    "class_code": "workshop.codes.class_code",
    "class_view": "publishing.class_view.panel",
    "climb": "labs.storms_in_depth.mechanism_matrix",
    "closing_in": "labs.exposed_ids.panel",
    "compare": "workshop.predict",
    "crawl": "labs.exposed_ids.crawler",
    "decision_table": "labs.misunderstood_eligibility.rule_tables",
    "delete_an_if": "labs.misunderstood_eligibility.years.panel",
    "every_order": "labs.money.step_by_hand",
    "explained": "labs.brilliant_intern.explanation",
    "fleet": "labs.storms_in_depth.fleet",
    "grep": "labs.leaked_logs.grep",
    "grid": "labs.misunderstood_eligibility.decision_grid.panel",
    "hint": "workshop.hints",
    "incident_day": "labs.incident_day.panel",
    "invented_class": "publishing.class_view.sample_chat",
    "inventory": "labs.brilliant_intern.inventory",
    "labs": "workshop.progress_map",
    "ladder": "labs.retry_storm.mechanism_effects",
    "lamps": "labs.brilliant_intern.lamps.panel",
    "mark": "labs.skipped_auth.mark_holes",
    "matrix": "labs.skipped_auth.panel",
    "merge_two": "labs.incident_day.panel",
    "morning": "labs.money.panel",
    "nine_ifs": "labs.misunderstood_eligibility.rule_tables",
    "polite_retry": "labs.retry_storm.polite_retry",
    "predict": "workshop.predict",
    "probe": "targets.probing",
    "projector": "workshop.projector",
    "promised": "labs.exposed_ids.supplied_to_exercise",
    "prompts": "labs.your_assistant.prompts",
    "public_id": "labs.exposed_ids.supplied_to_exercise",
    "real_seconds": "labs.storms_in_depth.real_http.panel",
    "receipt": "workshop.receipt",
    "reset": "workshop.progress_map",
    "retry_after_seconds": "targets.mechanisms.retry_after",
    "retry_probe": "labs.your_assistant.take_home",
    "review": "workshop.review",
    "rounding": "labs.money.rounding",
    "row_behind": "labs.exposed_ids.supplied_to_exercise",
    "run_its_tests": "labs.brilliant_intern.own_tests.run",
    "see_all": "workshop.review",
    "self_check": "labs.start_here.self_check",
    "show": "workshop.source_code",
    "show_fix": "workshop.hints",
    "start": "workshop.start_notebook",
    "storm": "labs.retry_storm.panel",
    "toolshed": "targets.served",
    "visit": "labs.leaked_logs.grep",
    "visitor": "labs.exposed_ids.own_record",
    "votes": "workshop.review",
    "ways_to_wait": "labs.storms_in_depth.ways_to_wait",
    "whole_receipt": "labs.incident_day.receipt.panel",
    "years": "labs.misunderstood_eligibility.years.panel",
    "your_backend": "labs.your_assistant.panel",
}

__all__ = list(MODULES)


def __getattr__(name: str) -> Any:
    """Load a name from its module."""
    if name not in MODULES:
        raise AttributeError(f"lab has no {name!r}. It has: {', '.join(MODULES)}.")
    return getattr(import_module(f"labapp.{MODULES[name]}"), name)


def __dir__() -> list[str]:
    """Offer the same names to the Tab key."""
    return __all__
