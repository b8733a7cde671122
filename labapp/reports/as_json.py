"""Findings as JSON."""

import json
from collections.abc import Iterable

from labapp.probes.finding import Finding


def as_json(target: str, findings: Iterable[Finding]) -> str:
    """Return a receipt as JSON; `not_asked` names the probes that this target has no lever for."""
    found = list(findings)
    data = {
        "target": target,
        "findings": [each.as_dict() for each in found],
        "not_asked": [each.probe for each in found if not each.asked],
    }
    return json.dumps(data, indent=1)
