"""Recalls counted whenever they were made."""

from dataclasses import replace

from sqlalchemy import select

from labapp.models import Fact, Tool
from labapp.services import BorrowRequest, Context, Verdict

from ..pull_request import PullRequest
from .shared_checks import all_checks
from .shared_recorded_facts import day_of, look


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    tool = ctx.session.get_one(Tool, request.tool_id)
    recalls = set(ctx.session.scalars(select(Fact.batch).where(Fact.kind == "recall")))
    return all_checks(replace(look(ctx, request), recalled=tool.batch in recalls), day_of(request.at))


PULL_REQUEST = PullRequest(
    "Recalled is recalled",
    "A dangerous tool is dangerous whatever the date.",
    eligible,
    rejected_by="turned_away_beside_the_recall",
)
