"""What is seen of the access matrix, as a table and as a sentence; no picture is needed for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

LET_IN, TURNED_AWAY = "let in", "turned away"
Place = tuple[str, str]
"""An actor and an action."""


@dataclass
class AccessColumns:
    """The matrix as far as it was tried.

    `wrong`: for each cell that was tried, "let in" or "turned away" where that is wrong, else "".
    `marked`: the cells that the learner took for holes.
    """

    actors: Sequence[str]
    actions: Sequence[str]
    wrong: dict[Place, str] = field(default_factory=dict)
    marked: frozenset[Place] = frozenset()

    def places(self, kind: str) -> list[Place]:
        """Return the cells that are wrong in this way, or right ("")."""
        return [place for place, wrong in self.wrong.items() if wrong == kind]

    def total(self) -> str:
        """Return how many of the cells that were tried are wrong, in a few words."""
        return f"{len(self.wrong) - len(self.places(''))} of {len(self.wrong)} wrong"

    def table(self) -> "pd.DataFrame":
        """Return the figure as a small table: a row for each actor."""
        import pandas as pd

        names = ["who", "right", "wrongly let in", "wrongly turned away", "you marked"]
        return pd.DataFrame([self._row(actor) for actor in self.actors], columns=names).set_index("who")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        let_in, turned_away = self.places(LET_IN), self.places(TURNED_AWAY)
        if not let_in and not turned_away:
            said = f"All {len(self.wrong)} cells are right: everybody gets as far as the contract says."
            return f"{said}{self._marks()}"
        worst = max(
            self.actors, key=lambda actor: self._count(actor, LET_IN) + self._count(actor, TURNED_AWAY)
        )
        many = self._count(worst, LET_IN) + self._count(worst, TURNED_AWAY)
        kinds = (
            (f"{len(let_in)} let somebody in", let_in),
            (f"{len(turned_away)} turn somebody away", turned_away),
        )
        how = " and ".join(words for words, places in kinds if places)
        return (
            f"Of {len(self.wrong)} cells {len(let_in) + len(turned_away)} are wrong: {how}, and should not. "
            f"Most of them, {many}, are in the row: {worst}.{self._marks()}"
        )

    def _marks(self) -> str:
        if not self.marked:
            return ""
        holes = {place for place, wrong in self.wrong.items() if wrong}
        found = len(self.marked & holes)
        missed = len(holes) - found
        return f" Marked: {len(self.marked)}, of which {found} wrong; wrong and not marked: {missed}."

    def _count(self, actor: str, kind: str) -> int:
        return sum(place[0] == actor for place in self.places(kind))

    def _row(self, actor: str) -> tuple[str | int, ...]:
        counts = [self._count(actor, kind) for kind in ("", LET_IN, TURNED_AWAY)]
        return actor, *counts, sum(who == actor for who, _ in self.marked)
