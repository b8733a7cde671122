"""Inductions that are good until the same day next year, inclusive."""

from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import all_checks
from .shared_recorded_facts import anniversary, day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = look(ctx, request), day_of(request.at)
    good = seen.shown_on is not None and today <= anniversary(seen.shown_on)
    return all_checks(seen, today, lapsed=not good)


PULL_REQUEST = PullRequest(
    "Let inductions run for the full twelve months",
    "Until the same day next year, that day included: friendly, and easy to remember.",
    eligible,
    rejected_by="let_in_after_twelve_months",
)
