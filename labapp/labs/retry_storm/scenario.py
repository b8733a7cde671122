"""The retry storm: Carrier goes down, and Toolshed's visitors ask for the list of tools."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import requests

from labapp.figures.storm.table_and_sentence import StormColumns
from labapp.simulation.arrivals import arrive
from labapp.simulation.carrier_script import CarrierScript, Outage
from labapp.targets.addresses import TOOLSHED

if TYPE_CHECKING:
    from labapp.figures.storm.figure import StormFigure
    from labapp.targets.simulated import SimulatedToolshed, SimulationSettings


VISITOR_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True)
class StormPlan:
    """A minute at the counter: how long Carrier is down, how fast it answers, how busy the day is."""

    seconds: int = 60
    outage_begins: int = 10
    outage_seconds: int = 20
    messages_per_second: int = 1
    web_workers: int = 8
    capacity_per_second: int = 10
    answer_seconds: float = 0.2

    @property
    def settings(self) -> "SimulationSettings":
        """The simulation that this plan needs."""
        from labapp.targets.simulated import SimulationSettings

        outage = Outage(self.outage_begins, self.outage_begins + self.outage_seconds)
        script = CarrierScript(
            self.capacity_per_second,
            (outage,) if self.outage_seconds else (),
            answer_seconds=self.answer_seconds,
        )
        return SimulationSettings(self.web_workers, script)

    def columns(self) -> StormColumns:
        """Return the columns of a storm that has not begun."""
        outage = (self.outage_begins, self.outage_begins + self.outage_seconds)
        return StormColumns(self.capacity_per_second, outage, self.seconds)

    def figure(self, columns: StormColumns, **size: Any) -> "StormFigure":
        """Build the figure of such a storm; its axes hold whatever the web workers can offer."""
        from labapp.figures.storm.figure import StormFigure

        return StormFigure(columns, highest=self.web_workers * 5 + 6, **size)


class Storm:
    """One run of a plan; `columns` grow while it runs."""

    def __init__(
        self, plan: StormPlan, toolshed: "SimulatedToolshed", columns: StormColumns | None = None
    ) -> None:
        self.plan, self.toolshed = plan, toolshed
        self.columns = columns or plan.columns()
        self.reminders: list[str] = []
        self._answers: dict[int, bool] = {}
        self._counted = 0
        self._offered: Counter[int] = Counter()

    def run(self, step_seconds: float = 0.25) -> Iterator[float]:
        """Run the plan and yield the virtual second after each step; the columns are up to date then."""
        staff = self.toolshed.log_in("admin@toolshed.test", "let-me-in-please")
        members = self.toolshed.http.get(f"{TOOLSHED}/members?per_page=100", headers=staff).json()["items"]
        self.toolshed.carrier.begin(self.plan.settings.script)
        self.began = self.toolshed.clock.elapsed
        remind = partial(self._remind, staff, [member["id"] for member in members])
        arrive(self.toolshed.clock, "visitor", self._visit, (1, self.plan.seconds))
        arrive(self.toolshed.clock, "clerk", remind, (self.plan.messages_per_second, self.plan.seconds))
        for _ in self.toolshed.clock.steps(self.plan.seconds + VISITOR_PATIENCE_SECONDS, step_seconds):
            self._count()
            yield self.toolshed.clock.elapsed - self.began

    def statuses(self) -> list[str]:
        """Read in the database what the backend says of the reminders: queued, sent or dead."""
        from sqlalchemy import select

        from labapp.models import Notification
        from labapp.toolshed import app_state

        here = app_state.of_app(self.toolshed.app)
        with here.sessions() as session:
            found = select(Notification.status).where(Notification.text.in_(self.reminders))
            return list(session.scalars(found))

    def _visit(self, second: int) -> None:
        try:
            answer = self.toolshed.http.get(f"{TOOLSHED}/tools", timeout=VISITOR_PATIENCE_SECONDS)
            self._answers[second] = answer.ok
        except requests.RequestException:
            self._answers[second] = False

    def _remind(self, staff: dict[str, str], members: list[int], number: int) -> None:
        member = members[number % len(members)]
        text = f"Reminder {number + 1}: your tool is due tomorrow."
        message = {"member_id": member, "kind": "due_tomorrow", "text": text}
        self.reminders.append(text)
        self.toolshed.http.post(f"{TOOLSHED}/notifications", json=message, headers=staff)

    def _count(self) -> None:
        ledger = self.toolshed.carrier.ledger
        for call in ledger[self._counted :]:
            self._offered[int(call.seconds)] += 1
        self._counted = len(ledger)
        whole_seconds = min(int(self.toolshed.clock.elapsed - self.began + 1e-9), self.plan.seconds)
        self.columns.offered = [self._offered[second] for second in range(whole_seconds)]
        answered = self.columns.answered
        while len(answered) in self._answers:
            answered.append(self._answers[len(answered)])
