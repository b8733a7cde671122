"""All incidents in one list, without the phone check."""

from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import first_no
from .shared_recorded_facts import anniversary, day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    seen, today = look(ctx, request), day_of(request.at)
    good = seen.shown_on is not None and today < anniversary(seen.shown_on)
    return first_no(  # the phone check is gone: nobody joins without verifying the phone
        (not seen.active, "Not an active member then."),
        (seen.recalled, "This batch is recalled."),
        (seen.needs_showing and not good, "Get shown how it works first."),
        (seen.refund_under_way, "Wait until the refund has arrived."),
        (seen.tools_at_home >= 3, "Three tools are out at home."),
        (any(day_of(due) < today for due in seen.due) and not seen.on_a_plan, "Something is late."),
    )


PULL_REQUEST = PullRequest(
    "Drop the redundant phone check",
    "All incidents in one list. Every phone is verified when its owner joins, so one check went.",
    eligible,
    rejected_by="let_in_without_the_phone",
)
