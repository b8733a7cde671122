"""A refund by compare-and-set on what was refunded so far, tried five times."""

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
    for _ in range(5):
        deposit = ctx.session.get_one(Entry, command.deposit_id, populate_existing=True)
        seen_cents = deposit.refunded_cents
        if seen_cents + command.amount_cents > deposit.amount_cents:
            break
        unchanged = Entry.id == deposit.id, Entry.refunded_cents == seen_cents
        change = update(Entry).where(*unchanged).values(refunded_cents=seen_cents + command.amount_cents)
        if ctx.session.scalar(change.returning(Entry.id)) is not None:
            return book_once(ctx, command, request_text(command), refund_entries(command, deposit.member_id))
        ctx.session.rollback()
    raise Conflict("That is more than is left of the deposit, or it changes all the time.")


PULL_REQUEST = PullRequest(
    "Compare and set",
    "Nothing is locked. Whoever finds the deposit changed looks again.",
    charge,
)
