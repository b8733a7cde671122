"""Book, then insert the key; a duplicate key rolls both back."""

from labapp.services import Context, Receipt, needs

from ..pull_request import PullRequest
from .shared_booking import Command
from .shared_kept_answers import ANSWERS, book_once, request_text


@needs(ANSWERS)
def charge(ctx: Context, command: Command) -> Receipt:
    """Book one command in the ledger."""
    return book_once(ctx, command, asked=request_text(command))


PULL_REQUEST = PullRequest(
    "Book, then claim the key",
    "The claim comes last, and takes everything back when it fails.",
    charge,
)
