"""The vocabulary of Toolshed: context, commands, outcomes, domain errors and the six services."""

from .access import Action, Actor, BorrowRequest, Event, Permit, Verdict
from .context import Clock, Context
from .errors import Conflict, DomainError, Forbidden, Invalid, NotFound, Unauthenticated
from .interface import Presenter, Services, needs
from .ledger import Fee, Payment, Receipt, Refund, Split
from .messages import Dead, Delivered, Later, Message

__all__ = [
    "Action", "Actor", "BorrowRequest", "Clock", "Conflict", "Context", "Dead", "Delivered", "DomainError",
    "Event", "Fee", "Forbidden", "Invalid", "Later", "Message", "NotFound", "Payment", "Permit", "Presenter",
    "Receipt", "Refund", "Services", "Split", "Unauthenticated", "Verdict", "needs",
]  # fmt: skip
