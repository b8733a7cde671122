"""Loans late from the minute in which they were due."""

from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import all_checks
from .shared_recorded_facts import day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen = look(ctx, request)
    return all_checks(seen, day_of(request.at), late=any(due < request.at for due in seen.due))


PULL_REQUEST = PullRequest(
    "Overdue to the minute",
    "The due moment is stored to the minute, so it is compared to the minute.",
    eligible,
    rejected_by="turned_away_on_the_due_day",
)
