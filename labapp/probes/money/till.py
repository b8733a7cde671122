"""The till at which a money probe stands: it posts to the ledger, and reads what was booked."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from itertools import count
from typing import Any

import requests

from ..experiment import Unmeasurable
from ..people import PASSWORD, Library, made
from ..target import Target

PATIENCE_SECONDS = 10.0
TRIALS_WHEN_CERTAIN, TRIALS_BY_LUCK = 2, 20


class Till:
    """One probe's own members and postings; `member` is the id of whose turn it is. Amounts are in cents."""

    def __init__(self, target: Target, name: str) -> None:
        self.target, self.library = target, Library(target, name)
        self._numbers = count(1)
        self._members: list[Any] = []
        self.call_next()

    @property
    def trials(self) -> int:
        """How often two requests must meet: where they take turns twice is enough, elsewhere it is luck."""
        return TRIALS_BY_LUCK if self.target.interleaved is None else TRIALS_WHEN_CERTAIN

    @property
    def how(self) -> str:
        """Say how requests meet here, and what it means when nothing is seen."""
        if self.target.interleaved is not None:
            return "statements in turns"
        return f"by luck (when none is seen: at most {1 - 0.05 ** (1 / self.trials):.0%} of such pairs)"

    def call_next(self) -> None:
        """Let a new member come to the till."""
        self.member = self.newcomer()
        self._members.append(self.member)

    def newcomer(self) -> Any:
        """Register somebody, and return their id; nobody logs in."""
        number = next(self._numbers)
        who = {"name": f"Payer {number} {self.library.run}", "password": PASSWORD}
        email = f"p{number}.{self.library.run}@example.test"
        return made(self.library.admin.post("/members", **who, email=email), "POST /members")["id"]

    def key(self) -> str:
        """Return a key that nobody has used."""
        return f"{self.library.run}-{next(self._numbers)}"

    def post(self, key: str | None = None, **entry: Any) -> requests.Response:
        """Post to the ledger."""
        headers = {} if key is None else {"Idempotency-Key": key}
        return self.library.admin.send("POST", "/ledger", json=entry, headers=headers)

    def pay(self, amount_cents: int, key: str | None = None, kind: str = "payment") -> requests.Response:
        """Book money that came in from the member."""
        body = {"type": "payment", "member_id": self.member, "kind": kind, "amount_cents": amount_cents}
        return self.post(key, **body)

    def deposit(self, amount_cents: int) -> Any:
        """Book a deposit, and return its id."""
        return made(self.pay(amount_cents, kind="deposit"), "POST /ledger")["entry_ids"][0]

    def refund(self, deposit_id: Any, amount_cents: int, key: str | None = None) -> requests.Response:
        """Give a part of a deposit back."""
        return self.post(key, type="refund", deposit_id=deposit_id, amount_cents=amount_cents)

    def entries_of(self, member_id: Any) -> list[dict[str, Any]]:
        """Read all entries of somebody."""
        found: list[dict[str, Any]] = []
        query = {"member": member_id, "per_page": 100}
        for page in range(1, 1000):
            shown = made(self.library.admin.get("/ledger", **query, page=page), "GET /ledger")
            found += shown["items"]
            if not shown["items"] or len(found) >= shown["total"]:
                break
        return found

    def booked(self, *kinds: str) -> list[int]:
        """Read the amounts of these kinds, or of all kinds, for everybody who came to the till."""
        every = [entry for member_id in self._members for entry in self.entries_of(member_id)]
        return [entry["amount_cents"] for entry in every if not kinds or entry["kind"] in kinds]

    def at_once(self, *calls: Callable[[], requests.Response]) -> list[requests.Response]:
        """Send requests at the same moment, and return the answers of those that were answered.

        Raises Unmeasurable when none of them was.
        """
        answers: list[requests.Response | None] = []
        with (self.target.interleaved or nullcontext)():
            for call in calls:
                self.target.start(partial(_note, call, answers))
            end = self.target.clock.now() + PATIENCE_SECONDS
            while len(answers) < len(calls) and self.target.clock.now() < end:
                self.target.clock.sleep(0.05)
        heard = [answer for answer in answers if answer is not None]
        if not heard:
            raise Unmeasurable(f"POST /ledger gave no answer in {PATIENCE_SECONDS:g} s.")
        return heard


def _note(call: Callable[[], requests.Response], answers: list[requests.Response | None]) -> None:
    try:
        answers.append(call())
    except requests.RequestException:
        answers.append(None)
