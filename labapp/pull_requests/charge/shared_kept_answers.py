"""Answers kept under their idempotency key, in a table where a key is unique."""

import json

from sqlalchemy import Column, MetaData, String, Table, Text, insert, select
from sqlalchemy.exc import IntegrityError

from labapp.models import Entry
from labapp.services import Context, Invalid, Receipt

from .shared_booking import Command, add_entries, book

ANSWERS = Table(
    "kept_answers",
    MetaData(),
    Column("key", String(200), primary_key=True),
    Column("asked", Text, nullable=False),
    Column("answer", Text, nullable=False),
)


def receipt_text(receipt: Receipt) -> str:
    """Write a receipt as text, to keep it."""
    return json.dumps([receipt.entry_ids, receipt.total_cents])


def read_receipt(answer: str) -> Receipt:
    """Read a receipt from the text that was kept."""
    entry_ids, total_cents = json.loads(answer)
    return Receipt(tuple(entry_ids), total_cents)


def request_text(command: Command) -> str:
    """Write what a command asks for as text, to compare it."""
    return repr(
        [(name, value) for name, value in vars(command).items() if name not in ("at", "idempotency_key")]
    )


def answered(ctx: Context, command: Command) -> bool:
    """Tell whether an answer is kept under the key of a command."""
    if command.idempotency_key is None:
        return False
    kept = select(ANSWERS.c.key).where(ANSWERS.c.key == command.idempotency_key)
    return ctx.session.scalar(kept) is not None


def book_once(ctx: Context, command: Command, asked: str, entries: list[Entry] | None = None) -> Receipt:
    """Book, and keep the answer under the unique key; whoever comes second gets the first one's answer."""
    key = command.idempotency_key
    mine = select(ANSWERS).where(ANSWERS.c.key == key)
    kept = ctx.session.execute(mine).one_or_none() if key is not None else None
    try:
        if kept is None:
            receipt = book(ctx, command) if entries is None else add_entries(ctx, command, entries)
            if key is not None:
                values = {"key": key, "asked": asked, "answer": receipt_text(receipt)}
                ctx.session.execute(insert(ANSWERS).values(**values))
            ctx.session.commit()
            return receipt
    except IntegrityError:  # somebody was faster: nothing of ours is booked
        ctx.session.rollback()
        kept = ctx.session.execute(mine).one()
    if kept.asked != asked:
        raise Invalid("This key was used for another request.")
    return read_receipt(kept.answer)
