"""What happens to a loan: lent, approved, extended, given back."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from labapp.models import Loan, Reservation, Tool
from labapp.services import BorrowRequest, Conflict, Fee, Invalid, Payment

from .. import database
from ..dtos.fields import YEARS
from ..operations import Call
from . import idempotency, reservations

USUAL = timedelta(days=14)
LONGEST = timedelta(days=28)
MAX_EXTENSIONS = 2


def lend(call: Call) -> Loan:
    """Hand out a tool, or ask for approval; the deposit that it asks is booked."""
    return idempotency.once(call, _lend)


def _lend(call: Call) -> Loan:
    tool, member, body = call.find(Tool, call.body.tool_id), call.subject, call.body
    at = body.borrowed_at or call.ctx.now()
    loan = Loan(tool_id=tool.id, member_id=member.id, borrowed_at=at, note=body.note)
    loan.status = "requested" if tool.needs_approval else "open"
    set_due(loan, body.due_at or at + USUAL, LONGEST)
    verdict = call.services.eligible(call.ctx, BorrowRequest(member.id, tool.id, at))
    if not verdict.allowed:
        raise Conflict(verdict.reason)
    call.ctx.session.add(loan)
    database.flush(call.ctx, "The tool is out. Reserve it: POST /reservations.")
    idempotency.remember(call, loan)
    reservations.leave(call.ctx, tool, member)
    if tool.deposit_cents:
        deposit = Payment(
            member.id, "deposit", tool.deposit_cents, loan.id, idempotency_key=_key(call, loan, "deposit")
        )
        call.services.charge(call.ctx, deposit)
    return loan


def give_back(call: Call) -> Loan:
    """Take a tool back, tell who waits for it, and charge the days that it is late."""
    return idempotency.once(call, _take_back)


def _take_back(call: Call) -> Loan:
    loan: Loan = call.subject
    was_out, at = loan.status == "open", call.body.returned_at or call.ctx.now()
    if at < loan.borrowed_at:
        raise Invalid("returned_at is before the loan began. Check the date.")
    back = update(Loan).where(Loan.id == loan.id, Loan.status != "returned")
    if call.ctx.session.scalar(back.values(status="returned", returned_at=at).returning(Loan.id)) is None:
        raise Conflict("The tool has been returned already.")
    idempotency.remember(call, loan)
    reservations.notify_next_in_queue(call, loan.tool)
    days_late = -((loan.due_at - at) // timedelta(days=1))
    if was_out and days_late > 0 and loan.tool.daily_late_fee_cents:
        rate, key = loan.tool.daily_late_fee_cents, _key(call, loan, "late_fee")
        fee = Fee(loan.member_id, "late_fee", rate, days_late, loan_id=loan.id, idempotency_key=key)
        call.services.charge(call.ctx, fee)
    return loan


def extend(call: Call) -> Loan:
    """Give some days more, unless somebody waits."""
    loan: Loan = call.subject
    others = select(Reservation.id).where(
        Reservation.tool_id == loan.tool_id, Reservation.member_id != loan.member_id
    )
    if call.ctx.session.scalar(others.limit(1)) is not None:
        raise Conflict("Somebody waits for this tool. Bring it back in time.")
    due_at = in_range(loan.due_at + timedelta(days=call.body.days))
    still_out = update(Loan).where(
        Loan.id == loan.id,
        Loan.status == "open",
        Loan.extensions == loan.extensions,
        Loan.extensions < MAX_EXTENSIONS,
    )
    longer = still_out.values(due_at=due_at, extensions=Loan.extensions + 1).returning(Loan.id)
    if call.ctx.session.scalar(longer) is None:
        raise Conflict(f"Only a loan that is out can be extended, and only {MAX_EXTENSIONS} times.")
    return loan


def approve(call: Call) -> Loan:
    """Let a requested loan go out."""
    requested = update(Loan).where(Loan.id == call.subject.id, Loan.status == "requested")
    approval = requested.values(status="open", approved_by_id=call.me().id).returning(Loan.id)
    if call.ctx.session.scalar(approval) is None:
        raise Conflict("Only a requested loan can be approved.")
    loan: Loan = call.subject
    return loan


def _key(call: Call, loan: Loan, what: str) -> str | None:
    return call.key and f"{call.key}:{what} {loan.id}"


def set_due(loan: Loan, due_at: datetime, longest: timedelta) -> None:
    """Set when the tool must be back; raise Invalid when that is too early or too late."""
    if not loan.borrowed_at < due_at <= loan.borrowed_at + longest:
        raise Invalid(f"due_at must be after the loan begins, and at most {longest.days} days after it.")
    loan.due_at = in_range(due_at)


def in_range(moment: datetime) -> datetime:
    """Return the moment, or raise Invalid when the contract cannot express it."""
    if moment.year not in YEARS:
        raise Invalid("The loan would end after 2099.")
    return moment
