"""The fixed charge by itself: what it conserves, what it remembers, what it refuses, on an empty database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.orm import Session

from labapp.fixed.charge import ANSWERS, _largest_remainder, charge
from labapp.models import Entry, Member, Model
from labapp.services import Conflict, Fee, Invalid, Payment, Refund

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAYMENT = Payment(1, "payment", 1234, idempotency_key="1:k")


@pytest.fixture
def ctx(tmp_path):
    """A session on an empty database with nine members, and what outlives a call."""
    engine = create_engine(f"sqlite:///{tmp_path}/books.db")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    Model.metadata.create_all(engine)
    ANSWERS.create(engine)
    with Session(engine, expire_on_commit=False) as session:
        details = {"password_hash": "", "password_changed_at": NOON, "joined_at": NOON}
        session.add_all(Member(name="Ann", email=f"{number}", **details) for number in range(9))
        session.commit()
        yield SimpleNamespace(session=session, now=lambda: NOON, shared={})
    engine.dispose()


def total_cents(ctx, *kinds):
    return ctx.session.scalar(select(func.sum(Entry.amount_cents)).where(Entry.kind.in_(kinds))) or 0


def deposit(ctx, cents=2000):
    return charge(ctx, Payment(1, "deposit", cents)).entry_ids[0]


@given(st.integers(0, 10_000_000), st.integers(1, 20))
def test_parts_add_up_and_differ_by_a_cent_at_most(total, number):
    parts = _largest_remainder(total, number)
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1
    assert len(parts) == number


@pytest.mark.parametrize(
    ("rate", "days", "discount", "cents"),
    [(1, 1, 50, 0), (3, 1, 50, 2), (5, 1, 50, 2), (7, 1, 50, 4), (29, 1, 0, 29), (535, 1, 50, 268)],
)
def test_a_tie_goes_to_the_even_cent(ctx, rate, days, discount, cents):
    assert charge(ctx, Fee(1, "repair", rate, days, discount)).total_cents == cents


def test_a_repetition_gets_the_same_answer_and_books_nothing(ctx):
    assert charge(ctx, PAYMENT) == charge(ctx, PAYMENT)
    assert total_cents(ctx, "payment") == 1234


def test_a_refund_may_be_repeated_later(ctx):
    refund = Refund(deposit(ctx), 2000, NOON, idempotency_key="1:r")
    assert charge(ctx, refund) == charge(ctx, replace(refund, at=NOON + timedelta(days=1)))


@pytest.mark.parametrize("other", [{"amount_cents": 1}, {"member_id": 2}, {"kind": "deposit"}, {"note": "x"}])
def test_the_same_key_for_something_else_is_refused(ctx, other):
    charge(ctx, PAYMENT)
    with pytest.raises(Invalid, match="Take a new one"):
        charge(ctx, replace(PAYMENT, **other))
    assert total_cents(ctx, "payment", "deposit") == 1234


def test_a_key_at_work_is_refused(ctx):
    ctx.shared["keys at work"] = {"1:k"}
    with pytest.raises(Conflict, match="still running"):
        charge(ctx, PAYMENT)
    assert charge(ctx, replace(PAYMENT, idempotency_key=None)).total_cents == 1234


def test_a_key_is_at_work_no_longer_than_its_request(ctx):
    with pytest.raises(Conflict, match="left of the deposit"):
        charge(ctx, Refund(deposit(ctx), 2001, NOON, idempotency_key="1:r"))
    assert ctx.shared["keys at work"] == set()


def test_what_was_refused_leaves_no_claim(ctx):
    refund = Refund(deposit(ctx), 2001, NOON, idempotency_key="1:r")
    with pytest.raises(Conflict):
        charge(ctx, refund)
    ctx.session.rollback()  # as the backend does with every error
    assert charge(ctx, replace(refund, amount_cents=2000)).total_cents == 2000
