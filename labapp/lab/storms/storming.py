"""The retry storm: Carrier goes down, and Toolshed's visitors ask for the list of tools."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import requests

from labapp.plots.storm_columns import StormColumns
from labapp.world.crowd import arrive
from labapp.world.script import Outage, Script

from ..targets.addresses import TOOLSHED

if TYPE_CHECKING:
    from labapp.plots.storm import StormFigure

    from ..targets.world import Setting, World


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
    def setting(self) -> "Setting":
        """The world that this plan needs."""
        from ..targets.world import Setting  # the backend loads here, when the axes are on the screen

        outage = Outage(self.outage_begins, self.outage_begins + self.outage_seconds)
        script = Script(
            self.capacity_per_second,
            (outage,) if self.outage_seconds else (),
            answer_seconds=self.answer_seconds,
        )
        return Setting(self.web_workers, script)

    def columns(self) -> StormColumns:
        """Return the columns of a storm that has not begun."""
        outage = (self.outage_begins, self.outage_begins + self.outage_seconds)
        return StormColumns(self.capacity_per_second, outage, self.seconds)

    def figure(self, columns: StormColumns, **size: Any) -> "StormFigure":
        """Build the figure of such a storm; its axes hold whatever the web workers can offer."""
        from labapp.plots.storm import StormFigure

        return StormFigure(columns, highest=self.web_workers * 5 + 6, **size)


class Storm:
    """One run of a plan; `columns` grow while it runs."""

    def __init__(self, plan: StormPlan, world: "World", columns: StormColumns | None = None) -> None:
        self.plan, self.world = plan, world
        self.columns = columns or plan.columns()
        self.reminders: list[str] = []
        self._answers: dict[int, bool] = {}
        self._counted = 0
        self._offered: Counter[int] = Counter()

    def run(self, step_seconds: float = 0.25) -> Iterator[float]:
        """Run the plan and yield the virtual second after each step; the columns are up to date then."""
        staff = self.world.log_in("admin@toolshed.test", "let-me-in-please")
        members = self.world.http.get(f"{TOOLSHED}/members?per_page=100", headers=staff).json()["items"]
        self.world.carrier.begin(self.plan.setting.script)
        self.began = self.world.clock.elapsed
        remind = partial(self._remind, staff, [member["id"] for member in members])
        arrive(self.world.clock, "visitor", self._visit, (1, self.plan.seconds))
        arrive(self.world.clock, "clerk", remind, (self.plan.messages_per_second, self.plan.seconds))
        for _ in self.world.clock.steps(self.plan.seconds + VISITOR_PATIENCE_SECONDS, step_seconds):
            self._count()
            yield self.world.clock.elapsed - self.began

    def statuses(self) -> list[str]:
        """Read in the database what the backend says of the reminders: queued, sent or dead."""
        from sqlalchemy import select

        from labapp.backend import state
        from labapp.models import Notification

        here = state.of_app(self.world.app)
        with here.sessions() as session:
            found = select(Notification.status).where(Notification.text.in_(self.reminders))
            return list(session.scalars(found))

    def _visit(self, second: int) -> None:
        try:
            answer = self.world.http.get(f"{TOOLSHED}/tools", timeout=VISITOR_PATIENCE_SECONDS)
            self._answers[second] = answer.ok
        except requests.RequestException:
            self._answers[second] = False

    def _remind(self, staff: dict[str, str], members: list[int], number: int) -> None:
        member = members[number % len(members)]
        text = f"Reminder {number + 1}: your tool is due tomorrow."
        message = {"member_id": member, "kind": "due_tomorrow", "text": text}
        self.reminders.append(text)
        self.world.http.post(f"{TOOLSHED}/notifications", json=message, headers=staff)

    def _count(self) -> None:
        ledger = self.world.carrier.ledger
        for call in ledger[self._counted :]:
            self._offered[int(call.seconds)] += 1
        self._counted = len(ledger)
        whole_seconds = min(int(self.world.clock.elapsed - self.began + 1e-9), self.plan.seconds)
        self.columns.offered = [self._offered[second] for second in range(whole_seconds)]
        answered = self.columns.answered
        while len(answered) in self._answers:
            answered.append(self._answers[len(answered)])
