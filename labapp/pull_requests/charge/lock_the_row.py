"""The deposit locked with SELECT … FOR UPDATE, then checked."""

from sqlalchemy import select

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
    locked = select(Entry).where(Entry.id == command.deposit_id).with_for_update()
    deposit = ctx.session.scalars(locked.execution_options(populate_existing=True)).one()
    if deposit.refunded_cents + command.amount_cents > deposit.amount_cents:
        raise Conflict("That is more than is left of the deposit.")
    deposit.refunded_cents += command.amount_cents
    return book_once(ctx, command, request_text(command), refund_entries(command, deposit.member_id))


PULL_REQUEST = PullRequest(
    "Lock the row",
    "SELECT … FOR UPDATE, as the book says. SQLite has no such lock, and nobody is told.",
    charge,
    rejected_by="refunded_twice_at_once",
)
