"""What is seen of a morning at the till, second by second, as a table and as a sentence."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class MorningColumns:
    """Euros that were taken or given too often, summed up to the end of each second.

    `lost`: the moments when a reply was lost and the till sent again. `met`: the moments when two stewards
    refunded one deposit. `asked_cents`: what members wanted to pay by now, in so many
    `payments`. `booked_payments`, `booked_refunds`: how many entries of these the books have.
    """

    seconds_in_all: float
    paid_twice: list[float] = field(default_factory=list)
    refunded_twice: list[float] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    met: list[float] = field(default_factory=list)
    asked_cents: int = 0
    payments: int = 0
    booked_payments: int = 0
    booked_refunds: int = 0

    def booked(self) -> str:
        """Return what went through, in a few words; nothing as long as nobody paid."""
        if not self.payments:
            return ""
        return (
            f"{self.payments} payments, booked {self.booked_payments} times; "
            f"{len(self.met)} deposits, refunded {self.booked_refunds} times"
        )

    def table(self) -> "pd.DataFrame":
        """Return the figure as a small table: a row for each quarter of the morning."""
        import pandas as pd

        quarter = int(self.seconds_in_all // 4)
        rows = [self._row(begins, begins + quarter) for begins in range(0, 4 * quarter, quarter)]
        names = ["seconds", "replies lost", "euros paid twice", "refunds that met", "euros refunded twice"]
        return pd.DataFrame(rows, columns=names).set_index("seconds")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        paid, refunded = self._last(self.paid_twice), self._last(self.refunded_twice)
        asked = f"{self.asked_cents / 100:,.2f}"
        replies = "1 reply was" if len(self.lost) == 1 else f"{len(self.lost)} replies were"
        return (
            f"Members wanted to pay {asked} euros. {replies} lost, and {paid:,.2f} euros "
            f"were paid twice. {len(self.met)} deposits were refunded by two stewards at once, and "
            f"{refunded:,.2f} euros were refunded twice."
        )

    def _row(self, begins: int, ends: int) -> tuple[str, int, float, int, float]:
        lost, met = (sum(begins <= moment < ends for moment in moments) for moments in (self.lost, self.met))
        paid, refunded = (
            self._between(sums, begins, ends) for sums in (self.paid_twice, self.refunded_twice)
        )
        return f"{begins} to {ends}", lost, paid, met, refunded

    def _between(self, sums: list[float], begins: int, ends: int) -> float:
        return round(self._last(sums[:ends]) - self._last(sums[:begins]), 2)

    @staticmethod
    def _last(sums: list[float]) -> float:
        return sums[-1] if sums else 0.0
