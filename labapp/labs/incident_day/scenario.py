"""Incident day: Monday, 09:00, six clients, refund day, and Carrier goes down for a minute."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from labapp.probes.logs.canaries import squeezed

from .initial_state import database
from .table_and_sentence import DayColumns

if TYPE_CHECKING:
    from labapp.services import Services
    from labapp.targets.simulated import SimulatedToolshed

    from .workload import Clients

SECONDS, OUTAGE = 120, (20, 80)
LAST_ANSWERS_SECONDS = 12
WEB_WORKERS = 5
ANSWER_SECONDS, OUTBOX_SECONDS = 0.75, 4.0
NAMES = ("notify", "audit", "present", "authorize", "eligible", "charge")


@dataclass
class Day:
    """One Monday; `columns` grow while it runs."""

    toolshed: "SimulatedToolshed"
    clients: "Clients"
    columns: DayColumns = field(default_factory=lambda: DayColumns(SECONDS, OUTAGE))

    def run(self, step_seconds: float = 1.0) -> Iterator[float]:
        """Run the day and yield the virtual second after each step; the columns are up to date then.

        The last second is counted after the last yield: with what came in late, and only once.
        """
        from labapp.simulation.carrier_script import CarrierScript, Outage

        clock, outage = self.toolshed.clock, (Outage(*map(float, OUTAGE)),)
        self.toolshed.carrier.begin(CarrierScript(outages=outage, answer_seconds=ANSWER_SECONDS))
        self.began = clock.elapsed
        for task in self.clients.tasks():
            clock.spawn(task.client, partial(self._run_at, task.second, task.do))
        for _ in clock.steps(SECONDS, step_seconds):
            second = clock.elapsed - self.began
            if second < SECONDS:
                self._count()
            yield second
        clock.run(clock.now() + LAST_ANSWERS_SECONDS)
        self._close()

    def _run_at(self, second: float, do: Callable[[], object]) -> None:
        self.toolshed.clock.sleep(second)
        do()

    def _count(self) -> None:
        observed, columns = self.clients.observed, self.columns
        columns.people.append(len(observed.let_in) + len(observed.turned_away) + len(observed.looked_at))
        columns.money.append(sum(self._double_booked_euros()))
        columns.uptime.append(observed.unanswered)
        columns.log.append(self._count_logged_secrets())

    def _close(self) -> None:
        """Count the last second with what came in after it, and put the day into smaller coins."""
        observed, (paid, refunded), columns = self.clients.observed, self._double_booked_euros(), self.columns
        self._count()
        columns.details = {
            "people let in who should not be": len(observed.let_in),
            "people turned away who should not be": len(observed.turned_away),
            "people whose affairs a neighbour saw": len(observed.looked_at),
            "euros taken twice": paid,
            "euros refunded twice": refunded,
            "errands without an answer": observed.unanswered,
            "requests": observed.requests,
            "calls to Carrier": len(self.toolshed.carrier.ledger),
            "secrets in the log": columns.log[-1],
        }

    def _double_booked_euros(self) -> tuple[float, float]:
        """Read in the books what was booked more than once, in euros: payments, refunds."""
        from labapp.labs.money.double_bookings import twice_cents

        taken, given = (twice_cents(self.toolshed.app, kind, "Monday, %") for kind in ("payment", "refund"))
        return taken / 100, given / 100

    def _count_logged_secrets(self) -> int:
        """Count how often a secret stands in the log."""
        links = {call.text.rpartition("/")[2] for call in self.toolshed.carrier.ledger if "/" in call.text}
        log = squeezed("\n".join(line for _, line in self.toolshed.lines))
        return sum(log.count(squeezed(secret)) for secret in {*self.clients.observed.secrets, *links})


def with_fixes(merged: Iterable[str]) -> "Services":
    """Return the naive services with these fixes merged."""
    from labapp.targets.mixture import mixture

    return mixture("+fixed.".join(["naive", *merged]))


@contextmanager
def monday(services: "Services") -> Iterator[Day]:
    """Open Toolshed on Monday morning with these services."""
    from labapp.targets.simulated import SimulatedToolshed, SimulationSettings

    from .workload import Clients

    with tempfile.TemporaryDirectory(prefix="toolshed-") as folder:
        file = Path(folder) / "monday.db"
        file.write_bytes(database())
        setting = SimulationSettings(
            WEB_WORKERS, database_url=f"sqlite:///{file}", outbox_seconds=OUTBOX_SECONDS
        )
        with SimulatedToolshed(services, setting) as toolshed:
            yield Day(toolshed, Clients(toolshed))
