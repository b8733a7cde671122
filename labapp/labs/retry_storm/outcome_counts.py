"""What becomes of a minute of visitors and messages in the storm, in four numbers."""

from collections import Counter
from dataclasses import dataclass

from labapp.services import Services
from labapp.targets.simulated import SimulatedToolshed

from .scenario import Storm, StormPlan


@dataclass(frozen=True)
class OutcomeCounts:
    """What became of a minute of visitors and of messages, one a second of each."""

    visitors_turned_away: int
    messages_arrived: int
    given_up: int
    still_queued: int

    def row(self) -> dict[str, int]:
        """Return the row of a table."""
        return {name.replace("_", " "): count for name, count in vars(self).items()}

    @classmethod
    def of(cls, services: Services, plan: StormPlan | None = None) -> "OutcomeCounts":
        """Run a storm on these services and count."""
        plan = plan or StormPlan()
        with SimulatedToolshed(services, plan.settings) as toolshed:
            storm = Storm(plan, toolshed)
            for _ in storm.run(step_seconds=plan.seconds):
                pass
            arrived = {call.text for call in toolshed.carrier.ledger if call.delivered}
            statuses = Counter(storm.statuses())
        silent = storm.columns.answered.count(False)
        return cls(silent, len(arrived & set(storm.reminders)), statuses["dead"], statuses["queued"])
