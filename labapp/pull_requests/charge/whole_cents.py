"""Whole cents everywhere, and nothing remembered."""

from labapp.models import Entry
from labapp.services import Conflict, Context, Receipt, Refund

from ..pull_request import PullRequest
from .shared_booking import Command
from .shared_booking import add_entries as _add
from .shared_booking import entries_of as _entries
from .shared_booking import refund_entries as _refund


def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if isinstance(command, Refund):
        deposit = ctx.session.get_one(Entry, command.deposit_id)
        if deposit.refunded_cents + command.amount_cents > deposit.amount_cents:
            raise Conflict("That is more than is left of the deposit.")
        deposit.refunded_cents += command.amount_cents
        entries = _refund(command, deposit.member_id)
    else:
        entries = _entries(command)  # whole cents, half to even; the parts of a split add up
    receipt = _add(ctx, command, entries)
    ctx.session.commit()
    return receipt


PULL_REQUEST = PullRequest(
    "Count in whole cents",
    "Exact fees, splits that add up, no float anywhere: what good assistants write unasked.",
    charge,
    rejected_by="paid_twice_after_a_lost_reply",
)
