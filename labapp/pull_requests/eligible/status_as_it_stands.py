"""The list of checks, with the status stored for the member."""

from dataclasses import replace

from labapp.models import Member
from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import all_checks
from .shared_recorded_facts import day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    member = ctx.session.get_one(Member, request.member_id)
    return all_checks(replace(look(ctx, request), active=member.status == "active"), day_of(request.at))


PULL_REQUEST = PullRequest(
    "Read the status where it stands",
    "The member has a field for it. Why reconstruct what is stored?",
    eligible,
    rejected_by="judged_by_todays_status",
)
