"""Which secret was written down where, as a table and as a sentence; no picture is needed for it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("password", "token", "card", "phone", "reset link", "address")
SINKS = {
    # the name of a sink: how people call it
    "app": "application log",
    "access": "access log",
    "sql": "SQL echo",
    "error": "tracebacks",
    "stderr": "logging's errors",
    "carrier": "sent to Carrier",
}
CLEAN = "–"
NEEDED = {("phone", "carrier"), ("reset link", "carrier")}
"""What a message needs is no leak: it goes to this phone, and carries this link."""


@dataclass
class LeakColumns:
    """How many entries of each sink carry a secret of each kind, after so many requests.

    `counts`: a row for each of KINDS, a number for each of SINKS.
    """

    requests: int = 0
    counts: list[list[int]] = field(default_factory=lambda: [[0] * len(SINKS) for _ in KINDS])

    def add(self, kind: str, sink: str) -> None:
        """Count one more entry of a sink that carries a secret of this kind."""
        self.counts[KINDS.index(kind)][list(SINKS).index(sink)] += 1

    def leaks(self) -> dict[tuple[str, str], int]:
        """Return the cells where a secret stands that does not belong there, by kind and sink."""
        cells = {(kind, sink): self.counts[row][column]
                 for row, kind in enumerate(KINDS) for column, sink in enumerate(SINKS)}  # fmt: skip
        return {cell: count for cell, count in cells.items() if count and cell not in NEEDED}

    @property
    def per_thousand(self) -> int:
        """How many secrets are written down in a thousand requests."""
        return round(sum(self.leaks().values()) * 1000 / max(1, self.requests))

    def shown(self, kind: str, sink: str) -> str:
        """Return a cell as the figure and the table have it."""
        count = self.counts[KINDS.index(kind)][list(SINKS).index(sink)]
        if not count:
            return CLEAN
        return "needed" if (kind, sink) in NEEDED else f"✗ {count}"

    def table(self) -> "pd.DataFrame":
        """Return the figure as a small table: a row for each secret, a column for each sink."""
        import pandas as pd

        rows = [[self.shown(kind, sink) for sink in SINKS] for kind in KINDS]
        return pd.DataFrame(rows, pd.Index(KINDS, name="secret"), list(SINKS.values()))

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        leaks = self.leaks()
        if not leaks:
            return f"In {self.requests} requests no secret was written down in any of {len(SINKS)} places."
        kinds, sinks = ({cell[part] for cell in leaks} for part in (0, 1))
        return (
            f"In {self.requests} requests secrets were written down {sum(leaks.values())} times, which is "
            f"{self.per_thousand:,} for each thousand requests: {len(kinds)} of {len(KINDS)} kinds of secret, "
            f"in {len(sinks)} of {len(SINKS)} places."
        )
