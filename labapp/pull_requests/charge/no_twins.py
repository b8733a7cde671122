"""Answers kept under their key, and no second payment of the same amount in a day."""

from datetime import timedelta

from sqlalchemy import select

from labapp.models import Entry
from labapp.services import Conflict, Context, Payment, Receipt, needs

from ..pull_request import PullRequest
from .shared_booking import Command
from .shared_kept_answers import ANSWERS
from .shared_kept_answers import answered as _answered
from .shared_kept_answers import book_once as _once
from .shared_kept_answers import request_text as _asked


@needs(ANSWERS)
def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if isinstance(command, Payment):
        same = Entry.member_id == command.member_id, Entry.amount_cents == command.amount_cents
        today = Entry.kind == command.kind, Entry.made_at > ctx.now() - timedelta(days=1)
        earlier = select(Entry.id).where(*same, *today).limit(1)
        if ctx.session.scalar(earlier) is not None and not _answered(ctx, command):
            raise Conflict("The same amount was booked today already.")
    return _once(ctx, command, asked=_asked(command))


PULL_REQUEST = PullRequest(
    "Stop double charges",
    "Keys with answers, and to be quite sure: the same amount twice a day is an accident.",
    charge,
    rejected_by="equal_charges_refused",
)
