"""Inductions that are good for 365 days."""

from datetime import timedelta

from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import all_checks
from .shared_recorded_facts import day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = look(ctx, request), day_of(request.at)
    good = seen.shown_on is not None and today - seen.shown_on < timedelta(days=365)
    return all_checks(seen, today, lapsed=not good)


PULL_REQUEST = PullRequest(
    "A year is 365 days",
    "No calendar arithmetic, no surprises on 29 February.",
    eligible,
    rejected_by="turned_away_while_it_is_good",
)
