"""Notifications: ask for one, read what became of it, remind everybody who is due."""

from datetime import timedelta
from typing import Any

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from labapp.models import Loan, Member, Notification

from ..dtos.fields import Page
from ..dtos.notifications import NotificationIn, NotificationQuery, RemindersIn
from ..operations import Call, operation
from ..use_cases import idempotency

blueprint = Blueprint("notifications", __name__)


def _receiver(call: Call) -> Any:
    return call.find(Member, call.body.member_id)


def _filtered(call: Call) -> Any:
    return call.find(Member, call.query.member)


def _send(call: Call) -> Notification:
    notification = call.notify(call.subject, call.body.kind, call.body.text)
    idempotency.remember(call, notification)
    return notification


@blueprint.get("/notifications")
@operation(query=NotificationQuery, subject=_filtered)
def list_notifications(call: Call) -> Page:
    """List the messages that match."""
    statement = select(Notification)
    if call.subject:
        statement = statement.where(Notification.member_id == call.subject.id)
    if call.query.status:
        statement = statement.where(Notification.status == call.query.status)
    return call.page(statement)


@blueprint.post("/notifications")
@operation(body=NotificationIn, subject=_receiver, status=201)
def create_notification(call: Call) -> Notification:
    """Send a message to a member."""
    return idempotency.once(call, _send)


@blueprint.get("/notifications/<notification>")
@operation(subject=Notification)
def read_notification(call: Call) -> Any:
    """Show what became of a message."""
    return call.subject


@blueprint.post("/reminders")
@operation(body=RemindersIn)
def send_reminders(call: Call) -> dict[str, int]:
    """Remind everybody whose loan is due tomorrow or overdue."""
    on = call.body.on or call.ctx.now()
    soon = select(Loan).where(Loan.status == "open", Loan.due_at <= on + timedelta(days=1))
    for loan in call.ctx.session.scalars(soon.options(joinedload(Loan.member), joinedload(Loan.tool))).all():
        kind = "overdue" if loan.due_at <= on else "due_tomorrow"
        call.notify(loan.member, kind, f"{loan.tool.name} is due on {loan.due_at:%d %B}.")
    return {"created": len(call.outgoing)}
