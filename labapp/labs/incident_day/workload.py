"""What six clients do on Monday: their errands, sent again with the same key when no answer comes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import requests

from labapp.probes.logs.canaries import chosen
from labapp.simulation.network import Link
from labapp.targets.addresses import TOOLSHED

from .initial_state import BACK_CENTS, BORROWERS, RENTERS

if TYPE_CHECKING:
    from labapp.targets.simulated import SimulatedToolshed

TRIES, PATIENCE_SECONDS, PAUSE_SECONDS = 3, 3.0, 0.5
REPLY_LOSS_RATE = 0.25
"""The share of replies that get lost on the way back to the till; what luck an errand has is its own."""
PAYERS, READERS, TEXTS, NEWCOMERS = 20, 12, 12, 3
GUESSED_IDS = range(2, 12)
SEARCHES_AT = 100
SNOOPER = ("ravi.senanayaka@example.org", "toolshed")
"""A member like any other, who is curious."""


@dataclass
class Observed:
    """What was seen of Toolshed by now, from outside."""

    requests: int = 0
    unanswered: int = 0
    let_in: set[str] = field(default_factory=set)
    turned_away: set[str] = field(default_factory=set)
    looked_at: set[str] = field(default_factory=set)
    secrets: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Task:
    """Something that one client does, at a second of the day."""

    second: float
    client: str
    do: Callable[[], object]


class Clients:
    """Six clients of one Toolshed; `observed` is what they saw."""

    def __init__(self, toolshed: "SimulatedToolshed") -> None:
        self.toolshed, self.observed = toolshed, Observed()
        self.staff, _ = self._logged_in("admin@toolshed.test", "let-me-in-please")
        self.snooper, self.snooper_id = self._logged_in(*SNOOPER)
        self.members, self.tools = self._named("/members?query=monday"), self._named("/tools?query=for")
        self.deposits = {name: self._deposit_of(self.members[name]) for name in RENTERS}

    def tasks(self) -> Iterator[Task]:
        """Yield what everybody does, client by client."""
        for number in range(PAYERS):
            yield Task(2 + 6 * number, "till", partial(self._pay, number))
        for number, name in enumerate(RENTERS):
            yield Task(4 + 14 * number, "refunds", partial(self._refund, name))
        for number, borrower in enumerate(BORROWERS):
            yield Task(6 + 9 * number, "counter", partial(self._lend, borrower))
        for number in range(TEXTS):
            yield Task(3 + 10 * number, "messages", partial(self._send_message, number))
        for number in range(READERS):
            yield Task(1 + 10 * number, "street", partial(self.ask, "GET", "/tools?kind=ladder&per_page=2"))
        for number in range(NEWCOMERS):
            yield Task(8 + 35 * number, "street", partial(self._join, number))
        for number, member_id in enumerate(GUESSED_IDS):
            yield Task(7 + 8 * number, "snoop", partial(self._guess, member_id))
        yield Task(SEARCHES_AT, "snoop", self._search)

    def ask(self, method: str, path: str, **options: Any) -> requests.Response | None:
        """Send a request, again and with the same key while nothing comes back; None: nothing ever came."""
        http = options.pop("over", self.toolshed.http)
        for _ in range(TRIES):
            self.observed.requests += 1
            try:
                answer: requests.Response = http.request(
                    method, f"{TOOLSHED}{path}", timeout=PATIENCE_SECONDS, **options
                )
                return answer
            except requests.RequestException:
                self.toolshed.clock.sleep(PAUSE_SECONDS)
        self.observed.unanswered += 1
        return None

    def _pay(self, number: int) -> None:
        card = chosen(f"payer {number} on Monday")["card"].value
        self.observed.secrets.append(card)
        payer = self.members[RENTERS[number % len(RENTERS)]]
        who = {"member_id": payer, "kind": "payment", "card_number": card}
        cents = 500 + 250 * (number % 7)
        body = {"type": "payment", "amount_cents": cents, "note": f"Monday, payment {number}", **who}
        self._post("/ledger", f"payment-{number}", body, over=self._lossy_session(number))

    def _refund(self, name: str) -> None:
        deposit = {"deposit_id": self.deposits[name], "amount_cents": BACK_CENTS}
        body = {"type": "refund", "note": f"Monday, refund to {name}", **deposit}
        self._post("/ledger", f"refund-{name}", body, over=self._lossy_session(RENTERS.index(name) + PAYERS))

    def _lossy_session(self, task: int) -> requests.Session:
        return self.toolshed.client_session(Link(losing=REPLY_LOSS_RATE, seed=task))

    def _lend(self, borrower: Any) -> None:
        first = borrower.name.partition(",")[0]
        body = {
            "member_id": self.members[borrower.name],
            "tool_id": self.tools[f"{borrower.tool} for {first}"],
        }
        answer = self._post("/loans", f"loan-{first}", body)
        if answer is not None and answer.ok is not borrower.allowed:
            (self.observed.let_in if answer.ok else self.observed.turned_away).add(borrower.name)

    def _send_message(self, number: int) -> None:
        whom = self.members[RENTERS[number % len(RENTERS)]]
        body = {"member_id": whom, "kind": "message", "text": f"Half of your deposit is back. ({number})"}
        self._post("/notifications", f"text-{number}", body)

    def _join(self, number: int) -> None:
        """Join, log in, and have forgotten the password by then."""
        own = {kind: secret.value for kind, secret in chosen(f"newcomer {number} on Monday").items()}
        email = f"newcomer-{number}@example.test"
        details = {kind: own[kind] for kind in ("password", "phone", "address")}
        self.observed.secrets += details.values()
        if self._post("/members", None, {"name": f"Newcomer {number}", "email": email, **details}) is None:
            return
        session = self._post("/sessions", None, {"email": email, "password": own["password"]})
        if session is not None and session.ok:
            self.observed.secrets.append(session.json()["token"])
        self.ask("POST", "/password-resets", json={"email": email})

    def _guess(self, member_id: int) -> None:
        """Ask for somebody else's standing, by a number that was never given to the snoop."""
        tool = self.tools["drill for Ann"]
        answer = self._get_as_snooper(f"/tools/{tool}/eligibility?member={member_id}")
        if answer is not None and answer.ok:
            self.observed.looked_at.add(str(member_id))

    def _search(self) -> None:
        answer = self._get_as_snooper("/search/loans?query=a&per_page=10")
        items = answer.json().get("items", []) if answer is not None and answer.ok else []
        self.observed.looked_at |= {str(item["member_id"]) for item in items} - {str(self.snooper_id)}

    def _get_as_snooper(self, path: str) -> requests.Response | None:
        self.observed.requests += 1
        try:
            return self.toolshed.http.get(f"{TOOLSHED}{path}", headers=self.snooper, timeout=PATIENCE_SECONDS)
        except requests.RequestException:
            return None

    def _post(self, path: str, key: str | None, body: Any, **options: Any) -> requests.Response | None:
        headers = {**self.staff, "Idempotency-Key": key} if key else {}
        return self.ask("POST", path, json=body, headers=headers, **options)

    def _logged_in(self, email: str, password: str) -> tuple[dict[str, str], Any]:
        answer = self.toolshed.http.post(f"{TOOLSHED}/sessions", json={"email": email, "password": password})
        answer.raise_for_status()
        session = answer.json()
        self.observed.secrets.append(session["token"])
        return {"Authorization": f"Bearer {session['token']}"}, session["member_id"]

    def _named(self, path: str) -> dict[str, Any]:
        """Return the id of everything in a list, by its name."""
        return {item["name"]: item["id"] for item in self._listed(f"{path}&per_page=100")}

    def _deposit_of(self, member_id: Any) -> Any:
        (deposit,) = self._listed(f"/ledger?kind=deposit&member={member_id}")
        return deposit["id"]

    def _listed(self, path: str) -> list[dict[str, Any]]:
        answer = self.toolshed.http.get(f"{TOOLSHED}{path}", headers=self.staff)
        answer.raise_for_status()
        items: list[dict[str, Any]] = answer.json()["items"]
        return items
