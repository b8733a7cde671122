"""Random postings against the books: every cent that was asked for is there, and no other.

Two thousand in `make test`, a hundred thousand in `make soak`.
"""

import os
from datetime import UTC, datetime
from fractions import Fraction
from random import Random
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.orm import Session

from labapp.fixed.charge import ANSWERS, charge
from labapp.models import Entry, Member, Model
from labapp.services import Conflict, Fee, Payment, Refund, Split

OPERATIONS = int(os.environ.get("SOAK_OPERATIONS", "2000"))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MEMBERS = range(1, 10)


@pytest.fixture
def ctx(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/books.db")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA journal_mode=WAL"))
    Model.metadata.create_all(engine)
    ANSWERS.create(engine)
    with Session(engine, expire_on_commit=False) as session:
        details = {"password_hash": "", "password_changed_at": NOON, "joined_at": NOON}
        session.add_all(Member(name="Ann", email=f"{number}", **details) for number in MEMBERS)
        session.commit()
        yield SimpleNamespace(session=session, now=lambda: NOON, shared={})
    engine.dispose()


class Books:
    """What the ledger should say, kept in exact numbers; half of all postings are sent twice."""

    def __init__(self, ctx, seed):
        self.ctx, self.chance, self.deposits, self.kept = ctx, Random(seed), {}, {}

    def post(self, number):
        kind = self.chance.choice([self.split, self.fee, self.payment, self.deposit, self.refund])
        kind(self.chance.choice([None, f"1:{number}"]))

    def book(self, command):
        receipt = charge(self.ctx, command)
        if command.idempotency_key:
            assert charge(self.ctx, command) == receipt
        kind = getattr(command, "kind", "refund")
        self.kept[kind] = self.kept.get(kind, 0) + receipt.total_cents
        return receipt

    def split(self, key):
        members = tuple(self.chance.sample(MEMBERS, self.chance.randint(1, 9)))
        total = self.chance.randint(0, 99_999)
        assert self.book(Split(members, "loss", total, idempotency_key=key)).total_cents == total

    def fee(self, key):
        rate, days = self.chance.randint(0, 999), self.chance.randint(0, 99)
        discount = self.chance.choice([0, 50, self.chance.randint(0, 100)])
        booked = self.book(Fee(1, "repair", rate, days, discount, idempotency_key=key)).total_cents
        off = booked - Fraction(rate * days * (100 - discount), 100)
        assert abs(off) < Fraction(1, 2) or (abs(off) == Fraction(1, 2) and booked % 2 == 0)

    def payment(self, key):
        self.book(Payment(1, "payment", self.chance.randint(1, 99_999), idempotency_key=key))

    def deposit(self, key):
        cents = self.chance.randint(1, 5_000)
        self.deposits[self.book(Payment(2, "deposit", cents, idempotency_key=key)).entry_ids[0]] = cents

    def refund(self, key):
        if not self.deposits:
            return
        deposit, cents = self.chance.choice(list(self.deposits)), self.chance.randint(1, 3_000)
        try:
            self.book(Refund(deposit, cents, NOON, idempotency_key=key))
        except Conflict:
            self.ctx.session.rollback()
            assert cents > self.deposits[deposit]
            return
        self.deposits[deposit] -= cents
        assert self.deposits[deposit] >= 0


def test_every_cent_is_where_it_should_be(ctx):
    books = Books(ctx, seed=2018)
    for number in range(OPERATIONS):
        books.post(number)
        if number % 1000 == 0:
            ctx.session.expunge_all()
    sums = select(Entry.kind, func.sum(Entry.amount_cents)).group_by(Entry.kind)
    assert dict(ctx.session.execute(sums).all()) == books.kept
    left = select(Entry.id, Entry.amount_cents - Entry.refunded_cents).where(Entry.kind == "deposit")
    assert dict(ctx.session.execute(left).all()) == books.deposits
