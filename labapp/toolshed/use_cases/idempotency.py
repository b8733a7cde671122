"""A request that comes again under its Idempotency-Key: it finds what it made the first time."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from labapp.models import IdempotentRequest, Loan, Notification
from labapp.services import Conflict, Invalid

from .. import database, tokens
from ..operations import Call

RUNNING = "A request with this Idempotency-Key is still running. Ask again in a moment."

WHAT_IT_MADE = joinedload(IdempotentRequest.loan), joinedload(IdempotentRequest.notification)
REQUESTS = select(IdempotentRequest).options(*WHAT_IT_MADE).execution_options(populate_existing=True)
"""Read anew: a loan that was found already may have changed since, when both requests come at once."""

Made = TypeVar("Made", Loan, Notification)


def once(call: Call, work: Callable[[Call], Made]) -> Made:
    """Do it, or return what this request made when it was done before, be it a moment ago.

    Raises Invalid when its key was used for another request of this kind.
    """
    if call.key is None:
        return work(call)
    earlier: Made | None = _made_before(call)
    if earlier is not None:
        return earlier
    try:
        return work(call)
    except Conflict:
        _undo(call)
        earlier = _made_before(call)
        if earlier is None:
            raise
        return earlier


def remember(call: Call, made: Loan | Notification) -> None:
    """Keep, together with what was made, that this request made it."""
    if call.key is not None:
        row = {type(made).__name__.lower(): made}
        request = IdempotentRequest(key=_key(call), fingerprint=_fingerprint(call), **row)
        call.ctx.session.add(request)
        database.flush(call.ctx, RUNNING)


def _made_before(call: Call) -> Any:
    earlier = call.ctx.session.scalar(REQUESTS.where(IdempotentRequest.key == _key(call)))
    if earlier is None:
        return None
    if earlier.fingerprint != _fingerprint(call):
        raise Invalid("This Idempotency-Key was used for another request. Take a new one.")
    return earlier.loan or earlier.notification


def _undo(call: Call) -> None:
    """Take back what was stored, and with it the messages that would go out."""
    call.ctx.session.rollback()
    call.outgoing.clear()


def _key(call: Call) -> str:
    return tokens.digest(f"{call.operation.name} {call.path} {call.key}")


def _fingerprint(call: Call) -> str:
    return tokens.digest(call.body.model_dump_json(exclude_unset=True))
