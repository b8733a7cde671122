"""A morning at the till: members pay while replies get lost, and two stewards refund one deposit at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import requests

from labapp.simulation.arrivals import arrive
from labapp.simulation.network import Link
from labapp.targets.addresses import TOOLSHED

from .table_and_sentence import MorningColumns

if TYPE_CHECKING:
    from labapp.targets.simulated import SimulatedToolshed, SimulationSettings

    from .figure import MorningFigure

MAX_TRIES = 6
PAUSE_SECONDS = 0.2
DEPOSIT_CENTS = 2000
USUAL_LOST_PERCENT = 20
HIGHEST = (250.0, 900.0)


@dataclass(frozen=True)
class MorningPlan:
    """A minute at the till: one payment a second, and now and then a deposit that goes back."""

    seconds: int = 60
    lost_percent: int = USUAL_LOST_PERCENT
    refund_every_seconds: int = 10
    seed: int = 2018

    @property
    def settings(self) -> "SimulationSettings":
        """The simulation that this plan needs."""
        from labapp.targets.simulated import SimulationSettings

        return SimulationSettings(seed=self.seed)

    def columns(self) -> MorningColumns:
        """Return the columns of a morning that has not begun."""
        return MorningColumns(self.seconds)

    def figure(self, columns: MorningColumns) -> "MorningFigure":
        """Build the figure of such a morning; its axes hold whatever this many lost replies can cost."""
        from .figure import MorningFigure

        return MorningFigure(columns, highest=HIGHEST[self.lost_percent > USUAL_LOST_PERCENT])


@dataclass
class Morning:
    """One run of a plan; `columns` grow while it runs."""

    plan: MorningPlan
    toolshed: "SimulatedToolshed"
    columns: MorningColumns = field(default_factory=lambda: MorningPlan().columns())

    def run(self, step_seconds: float = 1.0) -> Iterator[float]:
        """Run the plan and yield the virtual second after each step; the columns are up to date then."""

        from .double_bookings import booked

        self.before = {kind: booked(self.toolshed.app, kind) for kind in ("payment", "refund")}
        clock, plan = self.toolshed.clock, self.plan
        link = Link(losing=plan.lost_percent / 100, seed=plan.seed)
        self.staff = self.toolshed.log_in("admin@toolshed.test", "let-me-in-please")
        self.till, self.began = self.toolshed.client_session(link), clock.elapsed
        amounts = Random(plan.seed)
        pay = partial(self._pay, [amounts.randrange(500, 3001, 50) for _ in range(plan.seconds)])
        with self.toolshed.statements.interleaved():
            arrive(clock, "payer", pay, (1, plan.seconds))
            clock.spawn("returns", self._refund_deposits_twice)
            for _ in clock.steps(plan.seconds + 2, step_seconds):
                self._count()
                yield clock.elapsed - self.began

    def _pay(self, amounts: list[int], number: int) -> None:
        """Pay once, as a till does that hears nothing: send again, with the same key."""
        who = {"member_id": 1 + number % 8, "kind": "payment", "note": f"payment {number}"}
        body = {"type": "payment", "amount_cents": amounts[number], **who}
        self.columns.asked_cents += amounts[number]
        self.columns.payments += 1
        for _ in range(MAX_TRIES):
            try:
                self._post(self.till, body, {"Idempotency-Key": f"payment-{number}"})
                return
            except requests.ConnectionError:
                self.columns.lost.append(self._second())
                self.toolshed.clock.sleep(PAUSE_SECONDS)

    def _refund_deposits_twice(self) -> None:
        pause = self.plan.refund_every_seconds
        for number in range(1, self.plan.seconds // pause):
            self.toolshed.clock.sleep(pause)
            deposit = {"type": "payment", "kind": "deposit", "member_id": 1, "amount_cents": DEPOSIT_CENTS}
            (deposit_id,) = self._post(self.toolshed.http, deposit).json()["entry_ids"]
            self.columns.met.append(self._second())
            refund = {"type": "refund", "deposit_id": deposit_id, "amount_cents": DEPOSIT_CENTS}
            for steward in ("one", "two"):
                give_back = partial(self._post, self.toolshed.http, refund)
                self.toolshed.clock.spawn(f"steward-{steward}-{number}", give_back)

    def _post(self, http: requests.Session, body: dict[str, Any], headers: Any = None) -> requests.Response:
        return http.post(f"{TOOLSHED}/ledger", json=body, headers={**self.staff, **(headers or {})})

    def _second(self) -> float:
        return round(self.toolshed.clock.elapsed - self.began, 2)

    def _count(self) -> None:
        """Read in the books what was taken and given too often."""
        from .double_bookings import booked, paid_twice_cents, refunded_twice_cents

        whole_seconds = int(self.toolshed.clock.elapsed - self.began + 1e-9)
        while len(self.columns.paid_twice) < min(whole_seconds, self.plan.seconds):
            self.columns.paid_twice.append(paid_twice_cents(self.toolshed.app) / 100)
            self.columns.refunded_twice.append(refunded_twice_cents(self.toolshed.app) / 100)
        self.columns.booked_payments, self.columns.booked_refunds = (
            booked(self.toolshed.app, kind) - before for kind, before in self.before.items()
        )
