"""A morning at the till: members pay while replies get lost, and two stewards refund one deposit at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import requests

from labapp.plots.till_columns import TillColumns
from labapp.world.crowd import arrive
from labapp.world.network import Link

from ..targets.addresses import TOOLSHED

if TYPE_CHECKING:
    from labapp.plots.till import TillFigure

    from ..targets.world import Setting, World

MOST_TRIES = 6
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
    def setting(self) -> "Setting":
        """The world that this plan needs."""
        from ..targets.world import Setting  # the backend loads here, when the axes are on the screen

        return Setting(seed=self.seed)

    def columns(self) -> TillColumns:
        """Return the columns of a morning that has not begun."""
        return TillColumns(self.seconds)

    def figure(self, columns: TillColumns) -> "TillFigure":
        """Build the figure of such a morning; its axes hold whatever this many lost replies can cost."""
        from labapp.plots.till import TillFigure

        return TillFigure(columns, highest=HIGHEST[self.lost_percent > USUAL_LOST_PERCENT])


@dataclass
class Morning:
    """One run of a plan; `columns` grow while it runs."""

    plan: MorningPlan
    world: "World"
    columns: TillColumns = field(default_factory=lambda: MorningPlan().columns())

    def run(self, step_seconds: float = 1.0) -> Iterator[float]:
        """Run the plan and yield the virtual second after each step; the columns are up to date then."""
        from ..targets.turnstile import in_turns
        from .books import booked

        self.before = {kind: booked(self.world.app, kind) for kind in ("payment", "refund")}
        clock, plan = self.world.clock, self.plan
        link = Link(losing=plan.lost_percent / 100, seed=plan.seed)
        self.staff = self.world.log_in("admin@toolshed.test", "let-me-in-please")
        self.till, self.began = self.world.outsider(link), clock.elapsed
        amounts = Random(plan.seed)
        pay = partial(self._pay, [amounts.randrange(500, 3001, 50) for _ in range(plan.seconds)])
        with in_turns(self.world):
            arrive(clock, "payer", pay, (1, plan.seconds))
            clock.spawn("returns", self._take_tools_back)
            for _ in clock.steps(plan.seconds + 2, step_seconds):
                self._count()
                yield clock.elapsed - self.began

    def _pay(self, amounts: list[int], number: int) -> None:
        """Pay once, as a till does that hears nothing: send again, with the same key."""
        who = {"member_id": 1 + number % 8, "kind": "payment", "note": f"payment {number}"}
        body = {"type": "payment", "amount_cents": amounts[number], **who}
        self.columns.asked_cents += amounts[number]
        self.columns.payments += 1
        for _ in range(MOST_TRIES):
            try:
                self._post(self.till, body, {"Idempotency-Key": f"payment-{number}"})
                return
            except requests.ConnectionError:
                self.columns.lost.append(self._second())
                self.world.clock.sleep(PAUSE_SECONDS)

    def _take_tools_back(self) -> None:
        pause = self.plan.refund_every_seconds
        for number in range(1, self.plan.seconds // pause):
            self.world.clock.sleep(pause)
            deposit = {"type": "payment", "kind": "deposit", "member_id": 1, "amount_cents": DEPOSIT_CENTS}
            (deposit_id,) = self._post(self.world.http, deposit).json()["entry_ids"]
            self.columns.met.append(self._second())
            refund = {"type": "refund", "deposit_id": deposit_id, "amount_cents": DEPOSIT_CENTS}
            for steward in ("one", "two"):
                give_back = partial(self._post, self.world.http, refund)
                self.world.clock.spawn(f"steward-{steward}-{number}", give_back)

    def _post(self, http: requests.Session, body: dict[str, Any], headers: Any = None) -> requests.Response:
        return http.post(f"{TOOLSHED}/ledger", json=body, headers={**self.staff, **(headers or {})})

    def _second(self) -> float:
        return round(self.world.clock.elapsed - self.began, 2)

    def _count(self) -> None:
        """Read in the books what was taken and given too often."""
        from .books import booked, paid_twice_cents, refunded_twice_cents

        whole_seconds = int(self.world.clock.elapsed - self.began + 1e-9)
        while len(self.columns.paid_twice) < min(whole_seconds, self.plan.seconds):
            self.columns.paid_twice.append(paid_twice_cents(self.world.app) / 100)
            self.columns.refunded_twice.append(refunded_twice_cents(self.world.app) / 100)
        self.columns.booked_payments, self.columns.booked_refunds = (
            booked(self.world.app, kind) - before for kind, before in self.before.items()
        )
