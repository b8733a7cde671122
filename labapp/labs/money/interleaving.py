"""Two refunds of one deposit that cross each other: each stops before each of its statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import request
from sqlalchemy import func, select

from labapp.models import Entry
from labapp.targets.addresses import TOOLSHED
from labapp.targets.open_target import ADMIN
from labapp.targets.simulated import SimulatedToolshed
from labapp.toolshed import app_state

NAMES = ("A", "B")
REQUEST_HEADER = "X-Turn"
WHOLE_CENTS = 2000
MAX_ORDERS = 70
UNRELATED_TABLES = re.compile(r"\b(logins|members)\b")
"""Who is asking, and may they: the two requests do not meet there."""


@dataclass(frozen=True)
class Step:
    """One step: who made it, what the database was asked, and how the deposit stands afterwards."""

    who: str
    asked: str
    noted_cents: int
    paid_back_cents: int


@dataclass(frozen=True)
class Outcome:
    """What came of one order of the steps: what each heard, what the deposit says, what was paid back."""

    steps: str
    statuses: dict[str, int]
    noted_cents: int
    paid_back_cents: int


class StewardClient:
    """A steward in a simulation, who makes deposits and refunds them."""

    def __init__(self, toolshed: SimulatedToolshed) -> None:
        self.toolshed, self.staff = toolshed, toolshed.log_in(*ADMIN)

    def post(self, turn: str = "", **body: Any) -> Any:
        """Post to the ledger; `turn` names a request that is stopped at its statements."""
        headers = {**self.staff, REQUEST_HEADER: turn} if turn else self.staff
        return self.toolshed.http.post(f"{TOOLSHED}/ledger", json=body, headers=headers)

    def deposit(self, cents: int = WHOLE_CENTS) -> int:
        """Book a deposit and return its id."""
        who: dict[str, Any] = {"member_id": 1, "kind": "deposit"}
        made: int = self.post(type="payment", amount_cents=cents, **who).json()["entry_ids"][0]
        return made

    def refund(self, deposit: int, cents: int, turn: str = "") -> int:
        """Give money back and return the status of the answer."""
        status: int = self.post(turn, type="refund", deposit_id=deposit, amount_cents=cents).status_code
        return status

    def refund_totals(self, deposit: int) -> tuple[int, int]:
        """Read how many cents the deposit notes as refunded, and how many were paid back."""
        with app_state.of_app(self.toolshed.app).sessions() as session:
            noted = session.scalar(select(Entry.refunded_cents).where(Entry.id == deposit)) or 0
            paid = select(func.coalesce(func.sum(Entry.amount_cents), 0)).where(Entry.deposit_id == deposit)
            return noted, session.scalar(paid) or 0


class Interleaving:
    """Two requests that refund one deposit; `step` lets one of them go one step."""

    def __init__(self, counter: StewardClient, cents: int = WHOLE_CENTS) -> None:
        self.counter, self.clock = counter, counter.toolshed.clock
        self.deposit = counter.deposit()
        self.statuses: dict[str, int] = {}
        self.rows: list[Step] = []
        self.steps, self.runnable_before = "", list[set[str]]()
        self._committed: set[str] = set()
        self._parked: dict[str, Any] = {}
        self._asked: list[str] = []
        counter.toolshed.statements.at_statement = self._at_statement
        for name in NAMES:
            self.clock.spawn(f"steward-{name}", partial(self._ask, name, cents))
        self._run_until_parked()

    @property
    def runnable(self) -> set[str]:
        """Who has a step left."""
        return set(self._parked)

    def step(self, name: str) -> bool:
        """Let a request go one step; return whether it could."""
        if name not in self._parked:
            return False
        self._asked = []
        self.runnable_before.append(self.runnable)
        self.clock.wake(self._parked.pop(name))
        self._run_until_parked()
        said = "; ".join(self._asked) + (f" → {self.statuses[name]}" if name in self.statuses else "")
        self.rows.append(Step(name, said, *self.counter.refund_totals(self.deposit)))
        self.steps += name
        return True

    def play(self, order: str) -> Outcome:
        """Go through an order of steps, then let both come to their end."""
        for name in order:
            self.step(name)
        for name in NAMES:
            while self.step(name):
                pass
        return Outcome(self.steps, self.statuses, *self.counter.refund_totals(self.deposit))

    def _ask(self, name: str, cents: int) -> None:
        self.statuses[name] = self.counter.refund(self.deposit, cents, name)

    def _run_until_parked(self) -> None:
        self.clock.run(self.clock.now() + 1.0)

    def _at_statement(self, statement: str, may_wait: bool) -> None:
        name = request.headers.get(REQUEST_HEADER)
        if name is None or name in self._committed or UNRELATED_TABLES.search(statement):
            return
        if may_wait:
            self._parked[name] = self.clock.worker()
            self.clock.park(float("inf"))
        self._asked.append(shortened(statement))
        if statement == "COMMIT":
            self._committed.add(name)


def every_interleaving(
    counter: StewardClient, cents: int = WHOLE_CENTS
) -> Iterator[tuple[Interleaving, Outcome]]:
    """Play two refunds in every order of their steps (of very many, the first), each with its own deposit."""
    beginnings, played = [""], 0
    while beginnings and played < MAX_ORDERS:
        begun, played = beginnings.pop(), played + 1
        interleaving = Interleaving(counter, cents)
        order = interleaving.play(begun)
        for at in range(len(begun), len(order.steps)):
            others = interleaving.runnable_before[at] - {order.steps[at]}
            beginnings += [order.steps[:at] + name for name in sorted(others)]
        yield interleaving, order


def shortened(statement: str) -> str:
    """Leave out of a statement what does not matter here."""
    text = " ".join(statement.split()).replace("entries.", "").replace("entries_1.", "")
    text = re.sub(r"^SELECT .*? FROM", "SELECT … FROM", text)
    text = re.sub(r"^(INSERT INTO \w+) .*", r"\1 …", text)
    text = re.sub(r" RETURNING .*", "", text)
    return re.sub(r"=\(([^()]*)\)", r"=\1", text)
