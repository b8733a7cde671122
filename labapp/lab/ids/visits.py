"""Visits to a library: somebody logs in, and takes receipts out of a drawer one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from labapp.plots.receipt_columns import ReceiptColumns
from labapp.world.tank import at_most, estimate

from ..targets.addresses import TOOLSHED

if TYPE_CHECKING:
    from labapp.services import Services

    from ..targets.world import World

FEWEST = 3
SEED = 2018
COUNTABLE = 1_000_000
DAY_SECONDS = 86_400
PASSWORD = "toolshed"
AUTHORIZED = "+fixed.authorize"


@dataclass(frozen=True)
class Visit:
    """Somebody at the counter of a library, logged in: they ask for what is theirs, and for nothing else."""

    world: World
    headers: dict[str, str]
    me: dict[str, Any]

    def ask(self, path: str) -> Any:
        """Return what the library answers."""
        answer = self.world.http.get(f"{TOOLSHED}{path}", headers=self.headers)
        answer.raise_for_status()
        return answer.json()

    def receipts(self) -> list[dict[str, Any]]:
        """Return one's own loans, oldest first; what others of the household have is left out."""
        loans = self.ask("/loans?per_page=100")["items"]
        return [loan for loan in loans if loan["member_id"] == self.me["id"]]


@contextmanager
def library(services: Services) -> Iterator[World]:
    """Open a library with these services."""
    from ..targets.world import World

    with World(services) as world:
        yield world


def visit(world: World, email: str) -> Visit:
    """Log in as a neighbour of the demo."""
    answer = world.http.post(f"{TOOLSHED}/sessions", json={"email": email, "password": PASSWORD})
    answer.raise_for_status()
    session = answer.json()
    headers = {"Authorization": f"Bearer {session['token']}"}
    me = world.http.get(f"{TOOLSHED}/members/{session['member_id']}", headers=headers).json()
    return Visit(world, headers, me)


def somebody_with(world: World, receipts: int) -> tuple[Visit, int]:
    """Log in as the neighbour who has at least so many receipts and fewest of those; count all loans.

    Both are looked up in the library's own books, which no visitor sees.
    """
    from sqlalchemy import func, select

    from labapp.backend import state
    from labapp.models import Loan, Member

    loans = func.count(Loan.id)
    often = select(Member.email, loans).join(Loan, Loan.member_id == Member.id).group_by(Member.id)
    fewest = often.having(loans >= receipts).order_by(loans, Member.id).limit(1)
    with state.of_app(world.app).sessions() as books:
        email, _ = books.execute(fewest).one()
        counted = books.scalar(select(func.count(Loan.id))) or 0
    return visit(world, email), counted


def read(ids: Sequence[Any]) -> list[int | None]:
    """Read ids, oldest first, as numbers that count; None for each when no reading makes sense."""
    from labapp.probes.decoding import common

    for every in common(ids).values():
        numbers = [each.number for each in every]
        if numbers == sorted(set(numbers)) and numbers[-1] < COUNTABLE:
            return list(numbers)
    return [None for _ in ids]


def opened(services: Services, receipts: int = FEWEST) -> Iterator[ReceiptColumns]:
    """Take the receipts out of the drawer one by one; yield what is known after each."""
    with library(services) as world:
        somebody, counted = somebody_with(world, receipts)
        loans = somebody.receipts()
        columns = ReceiptColumns(somebody.me["name"], counted)
        known = dict(
            zip([str(loan["id"]) for loan in loans], read([loan["id"] for loan in loans]), strict=True)
        )
        for loan in Random(SEED).sample(loans, len(loans)):
            _take(columns, somebody.ask(f"/loans/{loan['id']}"), known, world.clock.now())
            yield columns


def _take(columns: ReceiptColumns, loan: dict[str, Any], known: dict[str, int | None], now: float) -> None:
    number = known[str(loan["id"])]
    borrowed = datetime.fromisoformat(loan["borrowed_at"]).timestamp()
    columns.days_ago.append(round((now - borrowed) / DAY_SECONDS, 1))
    columns.ids.append(str(loan["id"]))
    columns.numbers.append(number)
    if number is not None:
        numbers = [each for each in columns.numbers if each is not None]
        columns.guessed.append((max(numbers), estimate(numbers), at_most(numbers)))
