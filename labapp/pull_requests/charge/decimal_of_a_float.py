"""A late fee as a Decimal, quantized half to even."""

from decimal import ROUND_HALF_EVEN, Decimal

from labapp.models import Entry
from labapp.services import Context, Fee, Receipt, needs

from ..pull_request import PullRequest
from .shared_booking import Command
from .shared_kept_answers import ANSWERS, book_once, request_text


@needs(ANSWERS)
def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if isinstance(command, Fee):
        euros = Decimal(command.days * command.daily_rate_cents / 100 * (1 - command.discount_percent / 100))
        cents = int(euros.quantize(Decimal("0.01"), ROUND_HALF_EVEN) * 100)
        details = {"member_id": command.member_id, "kind": command.kind, "loan_id": command.loan_id}
        return book_once(ctx, command, request_text(command), [Entry(amount_cents=cents, **details)])
    return book_once(ctx, command, asked=request_text(command))


PULL_REQUEST = PullRequest(
    "Use Decimal",
    "Decimal is made for money, and it rounds half to even.",
    charge,
    rejected_by="fees_off_by_a_cent",
)
