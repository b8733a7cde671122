"""Yes to whoever is on a hardship plan; the list of checks for all others."""

from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import all_checks
from .shared_recorded_facts import day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen = look(ctx, request)
    return Verdict(True, "Go ahead.") if seen.on_a_plan else all_checks(seen, day_of(request.at))


PULL_REQUEST = PullRequest(
    "Let people on the hardship plan in",
    "They are promised a yes, so it comes first.",
    eligible,
    rejected_by="let_in_by_the_plan",
)
