"""Keep the ledger: whole cents, each charge once.

Prompt: "Charge the late fee and split the deposit refund. Whole cents only, half to even; the parts of a
split add up to the total. Clients retry, click twice and lose replies: the same Idempotency-Key is the same
charge, also after a restart. Two refunds may come at once: check and take in one statement."
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, Text, select, text, update

from labapp.models import Entry
from labapp.services import Conflict, Context, Fee, Invalid, Payment, Receipt, Refund, Split, needs

ANSWERS = Table(
    "charge_answers",
    MetaData(),
    Column("key", String(200), primary_key=True),
    Column("request", Text, nullable=False),
    Column("answer", Text),
)
CLAIM = text(
    "INSERT INTO charge_answers (key, request) VALUES (:key, :request) ON CONFLICT DO NOTHING RETURNING key"
)
NOT_COMPARED = {"idempotency_key", "at"}
"""The key is the key; and a refund that is sent again carries the moment at which it was sent again."""


@needs(ANSWERS)
def charge(ctx: Context, command: Fee | Split | Payment | Refund) -> Receipt:
    """Book one command in the ledger."""
    with _one_at_a_time(ctx, command.idempotency_key):
        earlier = _claim(ctx, command)
        if earlier is not None:
            return earlier
        entries = _entries(ctx, command)
        for entry in entries:
            entry.made_at = command.at if isinstance(command, Refund) else ctx.now()
            entry.note = command.note
        ctx.session.add_all(entries)
        ctx.session.flush()
        total_cents = sum(entry.amount_cents for entry in entries)
        receipt = Receipt(tuple(entry.id for entry in entries), total_cents)
        _keep_answer(ctx, command.idempotency_key, receipt)
        ctx.session.commit()  # the claim, the entries and the answer: all of them or none
        return receipt


def _entries(ctx: Context, command: Fee | Split | Payment | Refund) -> list[Entry]:
    match command:
        case Fee(member_id, kind, rate, days, discount, loan_id):
            cents = round(Fraction(days * rate * (100 - discount), 100))  # exact; a tie goes to the even cent
            return [_entry(member_id, kind, cents, loan_id=loan_id)]
        case Split(member_ids, kind, total_cents):
            shares = zip(member_ids, _largest_remainder(total_cents, len(member_ids)), strict=True)
            return [_entry(member_id, kind, share) for member_id, share in shares]
        case Payment(member_id, kind, amount_cents, loan_id):
            return [_entry(member_id, kind, amount_cents, loan_id=loan_id)]
        case Refund(deposit_id, amount_cents):
            member_id = _take(ctx, deposit_id, amount_cents)
            details = {"status": "pending", "deposit_id": deposit_id}
            return [_entry(member_id, "refund", amount_cents, **details)]


def _entry(member_id: int, kind: str, amount_cents: int, **details: Any) -> Entry:
    return Entry(member_id=member_id, kind=kind, amount_cents=amount_cents, **details)


def _take(ctx: Context, deposit_id: int, amount_cents: int) -> int:
    """Check and take in one statement, so that nobody comes in between; return whose deposit it is."""
    refunded_cents = Entry.refunded_cents + amount_cents
    enough = Entry.id == deposit_id, refunded_cents <= Entry.amount_cents
    take = update(Entry).where(*enough).values(refunded_cents=refunded_cents).returning(Entry.member_id)
    member_id = ctx.session.scalar(take.execution_options(synchronize_session=False))
    if member_id is None:
        raise Conflict("That is more than is left of the deposit.")
    return member_id


def _largest_remainder(total_cents: int, parts: int) -> list[int]:
    """Share a total in whole cents; equal parts have equal remainders, so the first get the odd cents."""
    share, left_over = divmod(total_cents, parts)
    return [share + (number < left_over) for number in range(parts)]


def _claim(ctx: Context, command: Fee | Split | Payment | Refund) -> Receipt | None:
    """Claim the key in one statement; return what was answered when somebody had it before."""
    key, told = command.idempotency_key, _told(command)
    if key is None or ctx.session.scalar(CLAIM, {"key": key, "request": told}) is not None:
        return None
    earlier = ctx.session.execute(select(ANSWERS).where(ANSWERS.c.key == key)).one()
    if earlier.request != told:
        raise Invalid("This Idempotency-Key was used for another request. Take a new one.")
    entry_ids, total_cents = json.loads(earlier.answer)
    return Receipt(tuple(entry_ids), total_cents)


def _keep_answer(ctx: Context, key: str | None, receipt: Receipt) -> None:
    if key is not None:
        answer = json.dumps([receipt.entry_ids, receipt.total_cents])
        ctx.session.execute(update(ANSWERS).where(ANSWERS.c.key == key).values(answer=answer))


def _told(command: Fee | Split | Payment | Refund) -> str:
    """Write down what was asked, as far as a repetition must be the same."""
    asked = {name: value for name, value in vars(command).items() if name not in NOT_COMPARED}
    return f"{type(command).__name__} {asked}"


@contextmanager
def _one_at_a_time(ctx: Context, key: str | None) -> Iterator[None]:
    """Refuse a key that is at work in this process, so that nobody queues; elsewhere the claim waits."""
    running: set[str | None] = ctx.shared.setdefault("keys at work", set())
    if key in running:
        raise Conflict("A request with this Idempotency-Key is still running. Ask again in a moment.")
    running |= {key} - {None}
    try:
        yield
    finally:
        running.discard(key)
