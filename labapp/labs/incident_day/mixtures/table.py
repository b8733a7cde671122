"""What every mixture of six fixes costs on the same Monday: pairs, and what a fix does alone and last."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..table_and_sentence import METRICS, UNITS

if TYPE_CHECKING:
    import pandas as pd

Costs = Mapping[str, float]


@dataclass(frozen=True)
class MixtureColumns:
    """The costs of each mixture, by the fixes that were merged; `fixes` are all six."""

    fixes: tuple[str, ...]
    costs: Mapping[frozenset[str], Costs]

    @property
    def pairs(self) -> list[frozenset[str]]:
        """Every two fixes, in order."""
        return [merged for merged in self.costs if len(merged) == 2]

    def of(self, *merged: str) -> Costs:
        """Return the costs of one mixture."""
        return self.costs[frozenset(merged)]

    def named(self, merged: frozenset[str]) -> str:
        """Name a mixture by its fixes, in order."""
        return " + ".join(fix for fix in self.fixes if fix in merged) or "nothing merged"

    def cheapest(self, currency: str) -> list[frozenset[str]]:
        """Return the pairs that cost least in one currency."""
        least = min(self.costs[pair][currency] for pair in self.pairs)
        return [pair for pair in self.pairs if self.costs[pair][currency] == least]

    def table(self) -> "pd.DataFrame":
        """Return what nothing and every pair cost; a star marks the least of a column's pairs."""
        import pandas as pd

        best = {name: self.cheapest(name) for name in METRICS}
        rows = [
            [self._cell(merged, name, best[name]) for name in METRICS]
            for merged in [frozenset[str](), *self.pairs]
        ]
        index = pd.Index([self.named(merged) for merged in [frozenset[str](), *self.pairs]], name="merged")
        return pd.DataFrame(rows, index, [UNITS[name] for name in METRICS])

    def effects(self) -> "pd.DataFrame":
        """Return what each fix changes when it comes alone, and when it comes last, after the other five."""
        import pandas as pd

        rows = [self._effect(fix) for fix in self.fixes]
        return pd.DataFrame(rows, pd.Index(self.fixes, name="fix"), [UNITS[name] for name in METRICS])

    def _cell(self, merged: frozenset[str], name: str, best: list[frozenset[str]]) -> str:
        return f"{self.costs[merged][name]:,.0f}{' ★' if merged in best else ''}"

    def _effect(self, fix: str) -> list[str]:
        every, none = frozenset(self.fixes), frozenset[str]()
        alone = {name: self.of(fix)[name] - self.costs[none][name] for name in METRICS}
        last = {name: self.costs[every][name] - self.costs[every - {fix}][name] for name in METRICS}
        return [f"{_change(alone[name])} / {_change(last[name])}" for name in METRICS]


def _change(value: float) -> str:
    return "·" if not value else f"{value:+,.0f}".replace("-", "−")
