"""Visits to a library: somebody logs in, and takes receipts out of a drawer one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from labapp.targets.addresses import TOOLSHED

from .german_tank import estimate, upper_bound
from .table_and_sentence import ReceiptColumns

if TYPE_CHECKING:
    from labapp.services import Services
    from labapp.targets.simulated import SimulatedToolshed

MIN_RECEIPTS = 3
SEED = 2018
COUNTABLE = 1_000_000
DAY_SECONDS = 86_400
PASSWORD = "toolshed"
FIXED_AUTHORIZE = "+fixed.authorize"


@dataclass(frozen=True)
class Client:
    """Somebody at the counter of a library, logged in: they ask for what is theirs, and for nothing else."""

    toolshed: SimulatedToolshed
    headers: dict[str, str]
    me: dict[str, Any]

    def ask(self, path: str) -> Any:
        """Return what the library answers."""
        answer = self.toolshed.http.get(f"{TOOLSHED}{path}", headers=self.headers)
        answer.raise_for_status()
        return answer.json()

    def receipts(self) -> list[dict[str, Any]]:
        """Return one's own loans, oldest first; what others of the household have is left out."""
        loans = self.ask("/loans?per_page=100")["items"]
        return [loan for loan in loans if loan["member_id"] == self.me["id"]]


@contextmanager
def library(services: Services) -> Iterator[SimulatedToolshed]:
    """Open a library with these services."""
    from labapp.targets.simulated import SimulatedToolshed

    with SimulatedToolshed(services) as toolshed:
        yield toolshed


def log_in(toolshed: SimulatedToolshed, email: str) -> Client:
    """Log in as a neighbour of the demo."""
    answer = toolshed.http.post(f"{TOOLSHED}/sessions", json={"email": email, "password": PASSWORD})
    answer.raise_for_status()
    session = answer.json()
    headers = {"Authorization": f"Bearer {session['token']}"}
    me = toolshed.http.get(f"{TOOLSHED}/members/{session['member_id']}", headers=headers).json()
    return Client(toolshed, headers, me)


def client_with(toolshed: SimulatedToolshed, receipts: int) -> tuple[Client, int]:
    """Log in as the neighbour who has at least so many receipts and fewest of those; count all loans.

    Both are looked up in the library's own books, which no visitor sees.
    """
    from sqlalchemy import func, select

    from labapp.models import Loan, Member
    from labapp.toolshed import app_state

    loans = func.count(Loan.id)
    often = select(Member.email, loans).join(Loan, Loan.member_id == Member.id).group_by(Member.id)
    fewest = often.having(loans >= receipts).order_by(loans, Member.id).limit(1)
    with app_state.of_app(toolshed.app).sessions() as books:
        email, _ = books.execute(fewest).one()
        counted = books.scalar(select(func.count(Loan.id))) or 0
    return log_in(toolshed, email), counted


def as_numbers(ids: Sequence[Any]) -> list[int | None]:
    """Read ids, oldest first, as numbers that count; None for each when no reading makes sense."""
    from labapp.probes.ids.decoding import common

    for every in common(ids).values():
        numbers = [each.number for each in every]
        if numbers == sorted(set(numbers)) and numbers[-1] < COUNTABLE:
            return list(numbers)
    return [None for _ in ids]


def receipts_revealed(services: Services, receipts: int = MIN_RECEIPTS) -> Iterator[ReceiptColumns]:
    """Take the receipts out of the drawer one by one; yield what is known after each."""
    with library(services) as toolshed:
        somebody, counted = client_with(toolshed, receipts)
        loans = somebody.receipts()
        columns = ReceiptColumns(somebody.me["name"], counted)
        known = dict(
            zip([str(loan["id"]) for loan in loans], as_numbers([loan["id"] for loan in loans]), strict=True)
        )
        for loan in Random(SEED).sample(loans, len(loans)):
            _take(columns, somebody.ask(f"/loans/{loan['id']}"), known, toolshed.clock.now())
            yield columns


def _take(columns: ReceiptColumns, loan: dict[str, Any], known: dict[str, int | None], now: float) -> None:
    number = known[str(loan["id"])]
    borrowed = datetime.fromisoformat(loan["borrowed_at"]).timestamp()
    columns.days_ago.append(round((now - borrowed) / DAY_SECONDS, 1))
    columns.ids.append(str(loan["id"]))
    columns.numbers.append(number)
    if number is not None:
        numbers = [each for each in columns.numbers if each is not None]
        columns.guessed.append((max(numbers), estimate(numbers), upper_bound(numbers)))
