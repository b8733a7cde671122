"""Decide who may borrow.

Prompt: "Validate whether a member is eligible to borrow a tool."
"""

from sqlalchemy import or_, select

from labapp.models import Loan, Member
from labapp.services import BorrowRequest, Context, Verdict

MAX_OPEN_LOANS = 3


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
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
