"""The German tank problem: how many there are, from the numbers on a few of them.

Each number is as likely as any other, and none is drawn twice. The estimate, the greatest number plus the
average gap, misses neither upwards nor downwards on average; of all estimates that do not, it varies least.
"""

from collections.abc import Sequence
from math import comb

CONFIDENCE = 0.95


def estimate(numbers: Sequence[int]) -> float:
    """Return m + m/k - 1 for the greatest number m of k."""
    return max(numbers) + max(numbers) / len(numbers) - 1


def upper_bound(numbers: Sequence[int], sure: float = CONFIDENCE) -> int:
    """Return the greatest count for which numbers as small as these are not rarer than 1 - sure.

    At least it is the greatest number itself: the two are an interval that holds the true count in at
    least so many of a hundred cases.
    """
    greatest, k = max(numbers), len(numbers)
    low, high = greatest, greatest + 1
    while _so_small(greatest, k, high) > 1 - sure:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if _so_small(greatest, k, middle) > 1 - sure:
            low = middle
        else:
            high = middle
    return low


def _so_small(greatest: int, k: int, count: int) -> float:
    """Return how likely it is that k numbers of so many are all at most the greatest that was seen."""
    return comb(greatest, k) / comb(count, k)
