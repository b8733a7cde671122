"""A conflict for whoever sends a key again."""

from labapp.services import Conflict, Context, Receipt, needs

from ..pull_request import PullRequest
from .shared_booking import Command
from .shared_kept_answers import ANSWERS, answered, book_once, request_text


@needs(ANSWERS)
def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    if answered(ctx, command):
        raise Conflict("This request was booked already.")
    return book_once(ctx, command, asked=request_text(command))


PULL_REQUEST = PullRequest(
    "Refuse repetitions",
    "Booked once is booked: whoever sends it again is told so.",
    charge,
    rejected_by="another_answer_after_a_lost_reply",
)
