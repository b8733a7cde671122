"""One answer for each key, whatever the request says."""

from labapp.services import Context, Receipt, needs

from ..pull_request import PullRequest
from .shared_booking import Command
from .shared_kept_answers import ANSWERS, book_once


@needs(ANSWERS)
def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    return book_once(ctx, command, asked="")


PULL_REQUEST = PullRequest(
    "Keep one answer for each key",
    "A key is a key. Why compare bodies?",
    charge,
    rejected_by="other_amount_under_the_same_key",
)
