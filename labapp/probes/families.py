"""All probes, by their family."""

from . import auth, eligibility, ids, logs, money, retries
from .finding import Family, Finding

PROBES = {
    Family.RETRIES: retries.PROBES,
    Family.LOGS: logs.PROBES,
    Family.IDS: ids.PROBES,
    Family.AUTH: auth.PROBES,
    Family.ELIGIBILITY: eligibility.PROBES,
    Family.MONEY: money.PROBES,
}


def question_of(finding: Finding) -> str:
    """Return what the probe asked; nothing for a probe that does not exist any more."""
    asked = (probe.__doc__ or "" for probe in PROBES[finding.family] if probe.__name__ == finding.probe)
    return next(asked, "")
