"""Tools at home counted by the household stored for each member."""

from dataclasses import replace

from sqlalchemy import select

from labapp.models import Member
from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import all_checks
from .shared_recorded_facts import day_of, loans_out, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    member = ctx.session.get_one(Member, request.member_id)
    together = Member.household == member.household if member.household else Member.id == member.id
    at_home = len(loans_out(ctx, request.at, {*ctx.session.scalars(select(Member.id).where(together))}))
    return all_checks(replace(look(ctx, request), tools_at_home=at_home), day_of(request.at))


PULL_REQUEST = PullRequest(
    "Count what is out at home",
    "One look at the household field, whoever lives there now.",
    eligible,
    rejected_by="turned_away_for_others",
)
