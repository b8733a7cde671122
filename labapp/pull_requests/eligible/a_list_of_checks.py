"""What was so at the moment of the request, then the list of checks."""

from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import all_checks
from .shared_recorded_facts import day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    return all_checks(look(ctx, request), day_of(request.at))


PULL_REQUEST = PullRequest(
    "Ask what was so at that moment, then check",
    "First all that was known then, then one list of checks.",
    eligible,
)
