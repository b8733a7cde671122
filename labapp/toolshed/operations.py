"""One operation of the contract: find, authorize, validate, do, commit, deliver, show.

A view is named after its operationId and gets a `Call`. The decorator states the contract.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, request

from labapp.services import Action, Forbidden, NotFound

from . import app_state, outbox
from .calls import Call, Operation
from .responses import ViewResponse, respond

__all__ = ["Call", "operation"]

View = Callable[..., Any]


def operation(
    *, subject: Any = None, body: Any = None, query: Any = None, status: int = 200
) -> Callable[[View], View]:
    """Turn a function of a `Call` into a Flask view; its name is the operationId."""

    def decorate(function: View) -> View:
        stated = Operation(function.__name__, subject, body, query, status)

        @wraps(function)
        def view(**path: str) -> ViewResponse:
            call = Call(stated, path, g.ctx, g.actor)
            _admit(call)
            result = function(call)
            call.ctx.session.commit()
            for notification in call.outgoing:
                outbox.deliver(app_state.of_app(), call.ctx, notification)
            answer = respond(call, result)
            call.ctx.session.commit()  # an id that is given at first sight is there to stay
            return answer

        return view

    return decorate


def _admit(call: Call) -> None:
    """Find the subject and ask for permission; without permission nobody learns what exists."""
    authorize, action = call.services.authorize, Action(call.operation.name, request.method)
    try:
        call.subject = _subject(call)
    except NotFound:
        authorize(call.ctx, call.actor, action, None)
        raise
    call.permit = authorize(call.ctx, call.actor, action, call.subject)
    _check_fields(call)


def _subject(call: Call) -> Any:
    subject = call.operation.subject
    if isinstance(subject, type):
        text = call.path[subject.__name__.lower()]
        found = call.find(subject, text)
        g.shown_id = text
        return found
    return subject(call) if subject else None


def _check_fields(call: Call) -> None:
    """Read everything that was sent, so that what nobody expects is refused."""
    _ = call.query, call.key
    if call.operation.body is None:
        return
    given, allowed = call.body.model_fields_set, call.permit.fields
    refused = set() if allowed is None else given - allowed
    if refused:
        raise Forbidden(f"You may not set {', '.join(sorted(refused))}.")
