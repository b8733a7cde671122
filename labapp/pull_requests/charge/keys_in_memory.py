"""Whole cents, and each key with its answer in the memory of the process."""

from labapp.services import Context, Invalid, Receipt

from ..pull_request import PullRequest
from .shared_booking import Command
from .shared_booking import book as _book
from .shared_kept_answers import request_text as _asked


def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    key = command.idempotency_key
    answers: dict[str, tuple[str, Receipt]] = ctx.shared.setdefault("answers by key", {})
    if key in answers:
        asked, receipt = answers[key]
        if asked != _asked(command):
            raise Invalid("This key was used for another request.")
        return receipt
    receipt = _book(ctx, command)  # whole cents; a refund is checked and taken in one statement
    ctx.session.commit()
    if key is not None:
        answers[key] = _asked(command), receipt
    return receipt


PULL_REQUEST = PullRequest(
    "Remember the keys",
    "Whole cents, and a key that was seen gets its first answer again. No table, no migration.",
    charge,
    rejected_by="paid_twice_after_a_restart",
)
