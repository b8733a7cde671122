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
ALL_ENTRIES = "entries in all"
NEEDED = {("phone", "carrier"), ("reset link", "carrier")}
"""What a message needs is no leak: it goes to this phone, and carries this link."""
NEEDED_WORDS = "needed: the message goes to this phone and carries this link; that is no leak"


@dataclass
class LeakColumns:
    """How many entries of each sink carry a secret of each kind, after so many requests.

    `counts`: a row for each of KINDS, a number for each of SINKS. `entries`: how many each of SINKS has,
    with a secret or without.
    """

    requests: int = 0
    counts: list[list[int]] = field(default_factory=lambda: [[0] * len(SINKS) for _ in KINDS])
    entries: list[int] = field(default_factory=lambda: [0] * len(SINKS))

    def write(self, sink: str) -> None:
        """Count one more entry of a sink, whatever it carries."""
        self.entries[list(SINKS).index(sink)] += 1

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
        """How many times secrets are written down in a thousand requests."""
        return round(sum(self.leaks().values()) * 1000 / max(1, self.requests))

    def shown(self, kind: str, sink: str) -> str:
        """Return a cell as the figure and the table have it."""
        count = self.counts[KINDS.index(kind)][list(SINKS).index(sink)]
        if not count:
            return CLEAN
        return "needed" if (kind, sink) in NEEDED else f"✗ {count}"

    def counter(self) -> str:
        """Return what the figure counts, in a few words."""
        times = sum(self.leaks().values())
        if not times:
            written = sum(self.entries[:-1])
            return f"No secret written down in {self.requests} requests; the log has {written:,} entries"
        each = f"{self.per_thousand:,} times per 1,000 requests"
        return f"Secrets written down {times} times in {self.requests} requests: {each}"

    def key(self) -> str:
        """Explain a number that stands in the grid, if there is any, and what is needed."""
        for count in self.leaks().values():
            holds = f"{count} entries of this log hold it" if count > 1 else "1 entry of this log holds it"
            return f"✗ {count}: {holds}; an entry that holds two secrets counts twice\n{NEEDED_WORDS}"
        return NEEDED_WORDS

    def table(self) -> "pd.DataFrame":
        """Return the figure as a small table: a row for each secret, a column for each sink."""
        import pandas as pd

        rows = [[self.shown(kind, sink) for sink in SINKS] for kind in KINDS]
        rows.append([f"{written:,}" for written in self.entries])
        return pd.DataFrame(rows, pd.Index([*KINDS, ALL_ENTRIES], name="secret"), list(SINKS.values()))

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        leaks = self.leaks()
        if not leaks:
            written = sum(self.entries[:-1])
            return (
                f"In {self.requests} requests no secret was written down in any of {len(SINKS)} places; "
                f"the log has {written:,} entries."
            )
        kinds, sinks = ({cell[part] for cell in leaks} for part in (0, 1))
        return (
            f"In {self.requests} requests secrets were written down {sum(leaks.values())} times, "
            f"or {self.per_thousand:,} times per 1,000 requests: {len(kinds)} of {len(KINDS)} kinds of "
            f"secret, in {len(sinks)} of {len(SINKS)} places."
        )
