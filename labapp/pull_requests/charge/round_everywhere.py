"""The share of a split, rounded to two places."""

from labapp.models import Entry
from labapp.services import Context, Receipt, Split, needs

from ..pull_request import PullRequest
from .shared_booking import Command
from .shared_kept_answers import ANSWERS, book_once, request_text


@needs(ANSWERS)
def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if isinstance(command, Split):
        share = round(command.total_cents / 100 / len(command.member_ids), 2)
        cents = round(share * 100)
        details = {"kind": command.kind, "amount_cents": cents}
        return book_once(
            ctx, command, request_text(command), [Entry(member_id=m, **details) for m in command.member_ids]
        )
    return book_once(ctx, command, asked=request_text(command))


PULL_REQUEST = PullRequest(
    "Round to two places",
    "Amounts have two places now, wherever they are made.",
    charge,
    rejected_by="cents_lost_in_splits",
)
