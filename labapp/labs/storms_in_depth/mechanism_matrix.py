"""Every mechanism of the fix against every attack: what each rung of the ladder still lets through."""

from typing import TYPE_CHECKING

from labapp.probes.finding import Verdict
from labapp.probes.retries import PROBES
from labapp.targets.mechanisms.mechanism import findings_with, wrapped
from labapp.targets.mechanisms.notify import MECHANISMS, Notify
from labapp.workshop.exercise import solution_about

if TYPE_CHECKING:
    import pandas as pd

ATTACKS = {"calls_in_an_outage", "calls_before_retry_after", *(each.probe for each in MECHANISMS)}
SIGNS = {Verdict.HELD: "✓", Verdict.BROKEN: "✗"}


def climb() -> "pd.DataFrame":
    """Put every rung to every attack; return a table of what was measured, ✗ where it is broken."""
    import pandas as pd

    solution = solution_about("notify").notify
    rungs = {"your loop": solution}
    for number, mechanism in enumerate(MECHANISMS, 1):
        rungs[f"+ {mechanism.name}"] = wrapped(solution, MECHANISMS[:number])
    return pd.DataFrame({name: _attacked(notify) for name, notify in rungs.items()}).rename_axis("question")


def _attacked(notify: Notify) -> dict[str, str]:
    probes = [probe for probe in PROBES if probe.__name__ in ATTACKS]
    findings = zip(probes, findings_with("notify", notify, probes), strict=True)
    return {probe.__doc__ or "": f"{seen.measure:g} {SIGNS[seen.verdict]}" for probe, seen in findings}
