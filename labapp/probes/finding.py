"""What a probe found: three verdicts, a measure with its unit, evidence, and a line to paste."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from .demands import Demand, demand_of


class Family(StrEnum):
    """The six ways in which a backend of this kind fails."""

    RETRIES = "retries"
    LOGS = "logs"
    IDS = "ids"
    AUTH = "auth"
    ELIGIBILITY = "eligibility"
    MONEY = "money"


class Side(StrEnum):
    """The side from which a family is judged."""

    ATTACK = "attack"
    CONTRACT = "contract"
    OVER_FIX = "over-fix"


class Verdict(StrEnum):
    """Held is "not seen", never "safe"; unmeasured carries its reason as evidence."""

    HELD = "held"
    BROKEN = "broken"
    UNMEASURED = "unmeasured"

    @property
    def sign(self) -> str:
        """One character that says it without colour."""
        return {"held": "✓", "broken": "✗", "unmeasured": "?"}[self.value]


WORST_FIRST = (Verdict.BROKEN, Verdict.UNMEASURED, Verdict.HELD)


@dataclass(frozen=True)
class Finding:
    """One answer of one probe; not `asked`: this target has no lever for it, whatever the backend is."""

    probe: str
    family: Family
    side: Side
    verdict: Verdict
    measure: float | None
    unit: str
    evidence: str
    reproduce: str
    asked: bool = True

    @property
    def demand(self) -> Demand | None:
        """What asks for this; None for a probe that is none of the judge's, such as an older one."""
        try:
            return demand_of(self.probe)
        except LookupError:
            return None

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON-ready values; one that was not asked is unmeasured, with the reason.

        `demand` is the sentence that asks for it; `told`: the contract says so.
        """
        values = asdict(self)
        if self.demand:
            values |= {"demand": self.demand.sentence, "told": self.demand.told}
        del values["asked"]
        return values
