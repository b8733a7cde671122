"""From what was posted to the command that the charge service books."""

from typing import Any

from labapp.models import Entry, Loan, Member
from labapp.services import Fee, Invalid, Payment, Refund, Split

from ..dtos.ledger import FeeIn, PaymentIn, RefundIn, SplitIn
from ..operations import Call

Command = Fee | Split | Payment | Refund


def command(call: Call) -> Command:
    """Build the command: ids looked up, and carrying everything that the request carried."""
    match call.body:
        case FeeIn():
            return _fee(call, call.body)
        case SplitIn():
            return _split(call, call.body)
        case PaymentIn():
            return _payment(call, call.body)
        case _:
            return _refund(call, call.body)


def _fee(call: Call, body: FeeIn) -> Fee:
    return Fee(
        member_id=call.subject.id,
        kind=body.kind,
        daily_rate_cents=body.daily_rate_cents,
        days=body.days,
        discount_percent=body.discount_percent,
        loan_id=_loan_id(call, body.loan_id),
        note=body.note,
        idempotency_key=call.key,
    )


def _split(call: Call, body: SplitIn) -> Split:
    member_ids = tuple(call.find(Member, member_id).id for member_id in body.member_ids)
    if len(set(member_ids)) < len(member_ids):
        raise Invalid("Name each member once.")
    return Split(member_ids, body.kind, body.total_cents, body.note, call.key)


def _payment(call: Call, body: PaymentIn) -> Payment:
    return Payment(
        member_id=call.subject.id,
        kind=body.kind,
        amount_cents=body.amount_cents,
        loan_id=_loan_id(call, body.loan_id),
        note=body.note,
        idempotency_key=call.key,
    )


def _refund(call: Call, body: RefundIn) -> Refund:
    deposit: Entry = call.subject
    if deposit.kind != "deposit":
        raise Invalid("Only a deposit can be refunded; deposit_id names another entry.")
    made_at = call.given().get("made_at", call.ctx.now())
    return Refund(deposit.id, body.amount_cents, made_at, body.note, call.key)


def _loan_id(call: Call, value: Any) -> int | None:
    loan: Loan | None = call.find(Loan, value)
    if loan is not None and loan.member_id != call.subject.id:
        raise Invalid("This loan belongs to another member.")
    return None if loan is None else loan.id
