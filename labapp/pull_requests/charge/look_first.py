"""Keys in a table: look the key up, book, note the key."""

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, insert, select

from labapp.services import Context, Receipt, needs

from ..pull_request import PullRequest
from .shared_booking import Command, book
from .shared_kept_answers import read_receipt, receipt_text

KEYS = Table(
    "seen_keys",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("key", String(200), index=True, nullable=False),
    Column("answer", Text, nullable=False),
)


@needs(KEYS)
def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    key = command.idempotency_key
    seen = select(KEYS.c.answer).where(KEYS.c.key == key)
    if key is not None and (answer := ctx.session.scalar(seen)) is not None:
        return read_receipt(answer)
    receipt = book(ctx, command)
    if key is not None:
        ctx.session.execute(insert(KEYS).values(key=key, answer=receipt_text(receipt)))
    ctx.session.commit()
    return receipt


PULL_REQUEST = PullRequest(
    "Look the key up first",
    "The keys are in the database, where they survive. Look, book, note.",
    charge,
    rejected_by="paid_twice_at_once",
)
