"""Run probes from a notebook and read what they found."""

from typing import TYPE_CHECKING

from labapp.probes import retries
from labapp.probes.finding import Finding

from .mixture import mixture
from .target import in_lab

if TYPE_CHECKING:
    import pandas as pd


def findings(name: str) -> list[Finding]:
    """Run every probe that exists against a mixture, in virtual time."""
    with in_lab(mixture(name)) as target:
        return [probe(target) for probe in retries.PROBES]


def probe(name: str) -> "pd.DataFrame":
    """Run the probes against a mixture and return a table of what they found."""
    import pandas as pd

    rows = [(f.probe, f.side.value, f.verdict.value, f.measure, f.unit) for f in findings(name)]
    return pd.DataFrame(rows, columns=["probe", "side", "verdict", "measure", "unit"]).set_index("probe")
