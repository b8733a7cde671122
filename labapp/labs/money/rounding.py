"""An aside about floats: the same sums in floats, in decimals and in whole cents, worked out on the spot.

The answers are the same on every version of Python. `sum()` itself is not: both of its answers are shown.
"""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TIES = [Fraction(2 * number + 1, 2) for number in range(1000)]
"""A thousand exact ties: half a cent, one and a half, two and a half, and so on."""
FEES = [0.10] * 10


def rounding() -> "pd.DataFrame":
    """Work out what rounding does to money, and return a table."""
    import pandas as pd

    return pd.DataFrame(_rows(), columns=["what is asked", "by", "answer"]).set_index("what is asked")


def _rows() -> Iterator[tuple[str, str, str]]:
    yield "2.675 to two places", "round(2.675, 2)", f"{round(2.675, 2)}"
    yield "2.675 to two places", 'round(Decimal("2.675"), 2)', f"{round(Decimal('2.675'), 2)}"
    yield "0.29 euros in cents", "int(0.29 * 100)", f"{int(0.29 * 100)}"
    yield "ten fees of 0.10 in cents", "sum(), before Python 3.12", f"{int(100 * _added(FEES))}"
    yield "ten fees of 0.10 in cents", "sum(), since Python 3.12", f"{int(100 * fsum(FEES))}"
    yield (
        "100.00 in three parts",
        "floats, two places each",
        f"3 × {round(100 / 3, 2)} = {3 * round(100 / 3, 2):.2f}",
    )
    yield "100.00 in three parts", "whole cents, rest shared out", " + ".join(_parts(10_000, 3)) + " = 100.00"
    yield "1 000 exact ties", "half up", f"drift {_drift(_half_up):+.2f} euros"
    yield "1 000 exact ties", "half to even", f"drift {_drift(round):+.2f} euros"


def _added(fees: list[float]) -> float:
    """Return the plain sum; from Python 3.12 on, sum() carries what rounding lost, as math.fsum does."""
    total = 0.0
    for fee in fees:
        total += fee
    return total


def _parts(total_cents: int, number: int) -> list[str]:
    share, rest = divmod(total_cents, number)
    return [f"{(share + (place < rest)) / 100:.2f}" for place in range(number)]


def _half_up(cents: Fraction) -> int:
    return int((Decimal(cents.numerator) / cents.denominator).quantize(Decimal(1), ROUND_HALF_UP))


def _drift(to_cents: Callable[[Fraction], int]) -> float:
    """Return in euros by how much the rounded sum differs from the exact one."""
    return float(sum(to_cents(tie) for tie in TIES) - sum(TIES)) / 100
