"""A refund checked in the WHERE of its UPDATE."""

from sqlalchemy import update

from labapp.models import Entry
from labapp.services import Conflict, Context, Receipt, Refund, needs

from ..pull_request import PullRequest
from .shared_booking import Command, refund_entries
from .shared_kept_answers import ANSWERS, answered, book_once, request_text


@needs(ANSWERS)
def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if not isinstance(command, Refund) or answered(ctx, command):
        return book_once(ctx, command, asked=request_text(command))
    deposit = ctx.session.get_one(Entry, command.deposit_id)
    refunded_cents = deposit.refunded_cents + command.amount_cents
    enough = Entry.id == deposit.id, Entry.refunded_cents + command.amount_cents <= Entry.amount_cents
    take = update(Entry).where(*enough).values(refunded_cents=refunded_cents).returning(Entry.id)
    if ctx.session.scalar(take) is None:
        raise Conflict("That is more than is left of the deposit.")
    return book_once(ctx, command, request_text(command), refund_entries(command, deposit.member_id))


PULL_REQUEST = PullRequest(
    "Check in the statement",
    "The database checks what is left. The sum that it stores was made before.",
    charge,
    rejected_by="refunded_beyond_two_halves",
)
