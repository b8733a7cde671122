"""Messages on their way out: stored and committed first, then sent; a worker sends what is due."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from flask import Flask, g
from sqlalchemy import Select, select, update
from sqlalchemy.exc import OperationalError

from labapp.models import Member, Notification
from labapp.services import Context, Dead, Delivered, Later, Message

from . import app_state, audit_events

RETRY_AFTER_ERROR_SECONDS = 60.0


def queue(ctx: Context, member: Member, kind: str, text: str) -> Notification:
    """Store a message, claimed by whoever is about to send it."""
    notification = Notification(
        member_id=member.id,
        kind=kind,
        to=member.phone or member.email,
        text=text,
        key=ctx.token(),
        claimed=True,
        created_at=ctx.now(),
        due_at=ctx.now(),
    )
    ctx.session.add(notification)
    return notification


def deliver(app: app_state.AppState, ctx: Context, notification: Notification) -> None:
    """Ask the notify service once and store what it says; no transaction is open meanwhile."""
    ctx.session.commit()
    message = Message(
        notification.key,
        notification.to,
        notification.text,
        notification.attempts,
        notification.created_at,
    )
    try:
        outcome = app.services.notify(ctx, message)
    except Exception as error:
        outcome = Later(RETRY_AFTER_ERROR_SECONDS)
        audit_events.failure(error)
    notification.attempts += 1
    notification.claimed = False
    _store(ctx, notification, outcome)
    ctx.session.commit()


def deliver_due(app: Flask) -> int:
    """Send every message that is due and that nobody else is sending; return how many.

    A database that is away for a moment is no reason to stop: what is due is due at the next call, too.
    """
    here = app_state.of_app(app)
    with app.app_context(), here.sessions() as session:
        g.ctx = ctx = here.context(session)
        try:
            return _deliver_due(here, ctx)
        except OperationalError as error:
            audit_events.failure(error)
            return 0


def _deliver_due(here: app_state.AppState, ctx: Context) -> int:
    due = ctx.session.scalars(_due(ctx)).all()
    mine = _claim(ctx, due) if due else []
    for notification in mine:
        deliver(here, ctx, notification)
    return len(mine)


def work(current: Callable[[], Flask], every_seconds: float = 0.5) -> None:
    """Send what is due, for ever, for whichever app is running now; ends when the clock does."""
    while True:
        deliver_due(current())
        app_state.of_app(current()).dependencies.clock.sleep(every_seconds)


def recover(app: Flask) -> None:
    """Take up what a process that died was sending; called once, when an app starts."""
    with app_state.of_app(app).sessions() as session:
        session.execute(update(Notification).where(Notification.claimed).values(claimed=False))
        session.commit()


def _due(ctx: Context) -> Select[int]:
    return (
        select(Notification.id)
        .where(
            Notification.status == "queued",
            ~Notification.claimed,
            Notification.due_at <= ctx.now(),
        )
        .order_by(Notification.id)
        .limit(100)
    )


def _claim(ctx: Context, due: Sequence[int]) -> Sequence[Notification]:
    """Claim in one statement, so that two workers never send the same message; return what was free."""
    free = Notification.id.in_(due), ~Notification.claimed
    claim = update(Notification).where(*free).values(claimed=True).returning(Notification.id)
    taken = select(Notification).where(Notification.id.in_(ctx.session.scalars(claim).all()))
    mine = ctx.session.scalars(taken.order_by(Notification.id)).all()
    ctx.session.commit()
    return mine


def _store(ctx: Context, notification: Notification, outcome: Delivered | Later | Dead) -> None:
    match outcome:
        case Delivered(carrier_id):
            notification.status, notification.sent_at = "sent", ctx.now()
            notification.carrier_id = carrier_id
        case Later(seconds):
            notification.due_at = ctx.now() + timedelta(seconds=seconds)
        case Dead(reason):
            notification.status, notification.reason = "dead", reason
