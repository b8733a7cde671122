"""What a few receipts give away, as a table and as a sentence; no picture is needed for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class ReceiptColumns:
    """Receipts in the order in which they came out of the drawer, and what was known after each.

    `numbers`: what an id says when it is read as a number, None when it says nothing. `guessed`: at least,
    estimate, at most, after each receipt with a number. `counted`: what the library itself counts.
    """

    who: str
    counted: int
    days_ago: list[float] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    guessed: list[tuple[int, float, int]] = field(default_factory=list)

    @property
    def told(self) -> list[tuple[float, int]]:
        """Days ago and number of each receipt with a number, oldest first."""
        pairs = zip(self.days_ago, self.numbers, strict=True)
        return sorted(((days, number) for days, number in pairs if number is not None), reverse=True)

    @property
    def per_day(self) -> float | None:
        """How many loans a day the oldest and the newest receipt stand for."""
        if len(self.told) < 2:
            return None
        (earlier, first), (later, last) = self.told[0], self.told[-1]
        return (last - first) / (earlier - later)

    def table(self) -> "pd.DataFrame":
        """Return the figure as a small table: a row for each receipt."""
        import pandas as pd

        names = ["receipts", "id", "days ago", "at least", "estimate", "at most"]
        guessed: Sequence[tuple[object, ...]] = [
            (low, round(middle), high) for low, middle, high in self.guessed
        ]
        rest = guessed if guessed else [(k, "?", "?") for k in range(1, len(self.ids) + 1)]
        rows = [
            (k, shown[:8] + "…" * (len(shown) > 8), round(days), *known)
            for k, (shown, days, known) in enumerate(zip(self.ids, self.days_ago, rest, strict=True), 1)
        ]
        return pd.DataFrame(rows, columns=names).set_index("receipts")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        if not self.guessed:
            return (
                f"The {len(self.ids)} receipts of {self.who} have random ids: there are at least "
                f"{len(self.ids)} loans, and nothing else is known. The library counts {self.counted:,}."
            )
        low, middle, high = self.guessed[-1]
        rate = "" if self.per_day is None else f", and {self.per_day:.1f} a day"
        return (
            f"From {len(self.guessed)} receipts of {self.who}: about {middle:,.0f} loans, between {low:,} "
            f"and {high:,} with 95 % confidence{rate}. The library counts {self.counted:,}."
        )
