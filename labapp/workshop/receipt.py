"""The receipt: what the probes measured before the fix and after it."""

from typing import TYPE_CHECKING

from labapp.probes.families import PROBES
from labapp.probes.finding import Family, Finding
from labapp.targets.open_target import BackendOptions
from labapp.targets.probing import run, target_named

from .lab_catalogue import LABS

if TYPE_CHECKING:
    import pandas as pd

FIXED = {Family(lab.family): f"naive+fixed.{lab.service}" for lab in LABS if lab.family}


def receipt(family: str) -> "pd.DataFrame":
    """Run every probe of a family against naive and fixed, and return what both measured.

    Raises ValueError for what is no family.
    """
    import pandas as pd

    if family not in FIXED:
        raise ValueError(f"There is no receipt for {family!r}. There is: {', '.join(FIXED)}.")
    known = Family(family)
    naive, fixed = _found("naive", known), _found(FIXED[known], known)
    questions = [probe.__doc__ for probe in PROBES[known]]
    rows = [
        (question, _shown(before), _shown(after), before.unit)
        for question, before, after in zip(questions, naive, fixed, strict=True)
    ]
    return pd.DataFrame(rows, columns=["question", "naive", "fixed", "unit"]).set_index("question")


def _found(name: str, family: Family) -> list[Finding]:
    with target_named(name, BackendOptions()) as target:
        return list(run(target, [family]))


def _shown(finding: Finding) -> str:
    return f"{finding.measure:g} {finding.verdict.value}" if finding.measure is not None else finding.verdict
