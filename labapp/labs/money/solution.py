"""Keep the ledger.

Prompt: "Charge the late fee and split the deposit refund."
"""

from typing import Any

from sqlalchemy import update

from labapp.models import Entry
from labapp.services import Conflict, Context, Fee, Payment, Receipt, Refund, Split


def charge(ctx: Context, command: Fee | Split | Payment | Refund) -> Receipt:
    """Book one command in the ledger."""
    entries = _entries(ctx, command)
    for entry in entries:
        entry.made_at = command.at if isinstance(command, Refund) else ctx.now()
        entry.note = command.note
    ctx.session.add_all(entries)
    ctx.session.commit()
    total_cents = sum(entry.amount_cents for entry in entries)
    return Receipt(tuple(entry.id for entry in entries), total_cents)


def _entries(ctx: Context, command: Fee | Split | Payment | Refund) -> list[Entry]:
    match command:
        case Fee(member_id, kind, rate, days, discount, loan_id):
            euros = days * rate / 100 * (1 - discount / 100)
            return [_entry(member_id, kind, _cents(euros), loan_id=loan_id)]
        case Split(member_ids, kind, total_cents):
            share = _cents(total_cents / 100 / len(member_ids))
            return [_entry(member_id, kind, share) for member_id in member_ids]
        case Payment(member_id, kind, amount_cents, loan_id):
            return [_entry(member_id, kind, amount_cents, loan_id=loan_id)]
        case Refund(deposit_id, amount_cents):
            deposit = _take(ctx, deposit_id, amount_cents)
            details = {"status": "pending", "deposit_id": deposit_id}
            return [_entry(deposit.member_id, "refund", amount_cents, **details)]


def _entry(member_id: int, kind: str, amount_cents: int, **details: Any) -> Entry:
    return Entry(member_id=member_id, kind=kind, amount_cents=amount_cents, **details)


def _take(ctx: Context, deposit_id: int, amount_cents: int) -> Entry:
    deposit = ctx.session.get_one(Entry, deposit_id)
    refunded_cents = Entry.refunded_cents + amount_cents
    enough_left = update(Entry).where(Entry.id == deposit_id, refunded_cents <= Entry.amount_cents)
    take = enough_left.values(refunded_cents=refunded_cents).returning(Entry.id)
    if ctx.session.scalar(take) is None:
        raise Conflict("That is more than is left of the deposit.")
    return deposit


def _cents(euros: float) -> int:
    return int(round(euros, 2) * 100)
