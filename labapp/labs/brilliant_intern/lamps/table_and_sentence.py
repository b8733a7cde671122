"""Six lamps beside green tests, as a table and as a sentence; no picture is needed for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ..own_tests.table_and_sentence import OwnTestsColumns

if TYPE_CHECKING:
    import pandas as pd


class State(StrEnum):
    """What a lamp shows. Dark: a probe of its family is broken. On: all of them hold."""

    WAITING = "not asked yet"
    ASKING = "asking …"
    ON = "on"
    DARK = "dark"
    UNMEASURED = "not measured"


@dataclass
class Lamp:
    """The lamp of one family, with the number of its lab, and how many probes hold."""

    family: str
    lab: str = "–"
    state: State = State.WAITING
    probes: int = 0
    held: int = 0


@dataclass
class LampColumns:
    """Lamps, and the tests of the same code beside them."""

    tests: OwnTestsColumns
    lamps: list[Lamp]

    def of(self, state: State) -> int:
        """Count the lamps that show this."""
        return sum(lamp.state is state for lamp in self.lamps)

    def table(self) -> "pd.DataFrame":
        """Return the lamps as a table: a row for each."""
        import pandas as pd

        rows = [(lamp.family, lamp.lab, lamp.probes, lamp.held, lamp.state.value) for lamp in self.lamps]
        return pd.DataFrame(rows, columns=["family", "lab", "probes", "held", "lamp"]).set_index("family")

    def sentence(self) -> str:
        """Return the figure as one sentence."""
        held, probes = sum(lamp.held for lamp in self.lamps), sum(lamp.probes for lamp in self.lamps)
        others = {state: self.of(state) for state in (State.UNMEASURED, State.WAITING)}
        rest = "".join(f", {count} {state.value}" for state, count in others.items() if count)
        return (
            f"{self.tests.passed.total()} of {self.tests.expected} tests are green, with "
            f"{self.tests.coverage_percent} % coverage. Of {len(self.lamps)} lamps {self.of(State.ON)} "
            f"{'is' if self.of(State.ON) == 1 else 'are'} on: {self.of(State.DARK)} dark{rest}. "
            f"{held} of {probes} probes hold."
        )
