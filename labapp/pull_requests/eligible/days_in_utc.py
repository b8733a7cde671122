"""All incidents in one list, days compared in UTC."""

from datetime import UTC

from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import first_no
from .shared_recorded_facts import anniversary, day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = look(ctx, request), request.at.astimezone(UTC).date()
    good = seen.shown_on is not None and day_of(request.at) < anniversary(seen.shown_on)
    return first_no(
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and not good, "Get shown how it works first."),
        (seen.refund_under_way, "Wait until the refund has arrived."),
        (not seen.phone_verified, "Verify the phone again."),
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        (any(due.date() < today for due in seen.due) and not seen.on_a_plan, "Something is late."),
    )


PULL_REQUEST = PullRequest(
    "Count days, in one time zone",
    "What is due today is not late today, and UTC knows no summer time to trip over.",
    eligible,
    rejected_by="let_in_after_midnight",
)
