"""The whole receipt: what the probes of six families found, naive against fixed, and what one Monday cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..table_and_sentence import METRICS, UNITS

if TYPE_CHECKING:
    import pandas as pd

SIDES = ("naive", "fixed")


@dataclass
class Line:
    """One family: its lab, and for naive and fixed how many probes there are and how many are not held."""

    family: str
    lab: str
    probes: dict[str, int] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)


@dataclass
class WholeColumns:
    """Lines for all families, and the costs of a Monday with nothing merged and with everything."""

    lines: list[Line]
    costs: dict[str, Mapping[str, float]]

    def table(self) -> "pd.DataFrame":
        """Return the receipt as a table: families, then costs; there is no last row that adds them up."""
        import pandas as pd

        probes = [
            (f"{line.family}: probes broken", *(self.told(line, side) for side in SIDES))
            for line in self.lines
        ]
        costs = [
            (f"Monday: {UNITS[name]}", *(f"{self.costs[side][name]:,.0f}" for side in SIDES))
            for name in METRICS
        ]
        return pd.DataFrame([*probes, *costs], columns=["receipt", *SIDES]).set_index("receipt")

    def told(self, line: Line, side: str) -> str:
        """Say how many probes of a line are broken."""
        if side not in line.probes:
            return "not asked yet"
        return f"{line.broken[side]} of {line.probes[side]}"

    def sentence(self) -> str:
        """Return the receipt as one sentence."""
        broken = {side: sum(line.broken.get(side, 0) for line in self.lines) for side in SIDES}
        probes = sum(line.probes.get("naive", 0) for line in self.lines)
        before, after = self.costs["naive"], self.costs["fixed"]
        costs = [f"{before[name]:,.0f} against {after[name]:,.0f} {UNITS[name]}" for name in METRICS]
        return (
            f"Of {probes} probes in {len(self.lines)} families {broken['naive']} are broken with the naive "
            f"services and {broken['fixed']} with the fixed ones. On one Monday, naive against fixed: "
            f"{', '.join(costs)}. There is no total."
        )
