"""Decide who may borrow.

Prompt: "Validate whether a member is eligible to borrow a tool."
"""

from sqlalchemy import or_, select

from labapp.models import Fact, Loan, Member, Tool
from labapp.services import BorrowRequest, Context, Verdict

MAX_OPEN_LOANS = 3


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    tool = ctx.session.get_one(Tool, request.tool_id)
    recalls = select(Fact).where(Fact.kind == "recall", Fact.batch == tool.batch)
    if any(recall.happened_at <= request.at for recall in ctx.session.scalars(recalls)):
        return Verdict(False, "The maker has recalled this batch.")
    member = ctx.session.get_one(Member, request.member_id)
    still_out = or_(Loan.returned_at.is_(None), Loan.returned_at > request.at)
    own = select(Loan).where(Loan.member_id == member.id, Loan.borrowed_at <= request.at, still_out)
    open_loans = ctx.session.scalars(own).all()
    if member.status != "active":
        return Verdict(False, "The membership is not active.")
    if len(open_loans) >= MAX_OPEN_LOANS:
        return Verdict(False, f"{MAX_OPEN_LOANS} tools are out already.")
    if any(loan.due_at < request.at for loan in open_loans):
        return Verdict(False, "Something is overdue.")
    return Verdict(True, "Go ahead.")


def test_a_recalled_ladder_stays(desk):
    desk.recall("EL-2019-07", on="2019-07-08")
    assert not desk.may_borrow("EL-2019-07", on="2019-07-09")
