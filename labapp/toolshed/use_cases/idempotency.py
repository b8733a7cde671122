"""A request about a loan that comes again under its Idempotency-Key: it finds what it did the first time."""

from collections.abc import Callable

from sqlalchemy import select

from labapp.models import Loan, LoanRequest
from labapp.services import Conflict, Invalid

from .. import database, tokens
from ..operations import Call

RUNNING = "A request with this Idempotency-Key is still running. Ask again in a moment."


def once(call: Call, work: Callable[[Call], Loan]) -> Loan:
    """Do it, or return the loan that this request was about when it was done before, be it a moment ago.

    Raises Invalid when its key was used for another request of this kind.
    """
    if call.key is None:
        return work(call)
    earlier = _done_before(call)
    if earlier is not None:
        return earlier
    try:
        return work(call)
    except Conflict:
        call.ctx.session.rollback()
        earlier = _done_before(call)
        if earlier is None:
            raise
        return earlier


def _done_before(call: Call) -> Loan | None:
    earlier = call.ctx.session.scalar(select(LoanRequest).where(LoanRequest.key == _name(call)))
    if earlier is None:
        return None
    if earlier.asked != _asked(call):
        raise Invalid("This Idempotency-Key was used for another request. Take a new one.")
    return earlier.loan


def remember(call: Call, loan: Loan) -> None:
    """Keep, together with what was done, that this request did it."""
    if call.key is not None:
        call.ctx.session.add(LoanRequest(key=_name(call), asked=_asked(call), loan=loan))
        database.flush(call.ctx, RUNNING)


def _name(call: Call) -> str:
    return tokens.digest(f"{call.operation.name} {call.path} {call.key}")


def _asked(call: Call) -> str:
    return tokens.digest(call.body.model_dump_json(exclude_unset=True))
