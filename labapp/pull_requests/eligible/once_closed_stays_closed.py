"""A check for accounts that were closed before, instead of refund and phone."""

from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import first_no
from .shared_recorded_facts import anniversary, day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = look(ctx, request), day_of(request.at)
    good = seen.shown_on is not None and today < anniversary(seen.shown_on)
    return first_no(
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and not good, "Get shown how it works first."),
        (seen.once_closed, "This account was closed before."),  # covers refund and phone, see 2021
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        (any(day_of(due) < today for due in seen.due) and not seen.on_a_plan, "Something is late."),
    )


PULL_REQUEST = PullRequest(
    "Keep closed accounts closed",
    "One check instead of two, and on the safe side: both incidents of 2021 cannot happen again.",
    eligible,
    rejected_by="turned_away_after_coming_back",
)
