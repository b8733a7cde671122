"""What the books of an app say was taken or given too often."""

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from labapp.models import Entry
from labapp.toolshed import app_state


def paid_twice_cents(app: Flask) -> int:
    """Sum up the payments that were booked more than once; a payment is known by its note."""
    return twice_cents(app, "payment", "%")


def refunded_twice_cents(app: Flask) -> int:
    """Sum up what was paid back beyond the deposits that it came from."""
    deposit = aliased(Entry)
    paid = func.sum(Entry.amount_cents) - func.max(deposit.amount_cents)
    each = select(paid).join(deposit, Entry.deposit_id == deposit.id).group_by(Entry.deposit_id)
    with app_state.of_app(app).sessions() as session:
        return sum(max(0, cents) for cents in session.scalars(each))


def twice_cents(app: Flask, kind: str, notes: str) -> int:
    """Sum up what was booked more than once; an entry is known by its note (`notes`: a LIKE pattern)."""
    once = select(func.sum(Entry.amount_cents) - func.max(Entry.amount_cents))
    each = once.where(Entry.kind == kind, Entry.note.like(notes)).group_by(Entry.note)
    with app_state.of_app(app).sessions() as session:
        return sum(session.scalars(each))


def booked(app: Flask, kind: str) -> int:
    """Count the entries of a kind, those of earlier days among them."""
    with app_state.of_app(app).sessions() as session:
        return session.scalar(select(func.count(Entry.id)).where(Entry.kind == kind)) or 0
