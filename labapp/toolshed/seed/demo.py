"""A neighbourhood with eight months of history; its people, addresses and deeds are all invented.

The same at every start, relative to the present day. Everybody's password is "toolshed".
"""

from random import Random

from sqlalchemy import insert

from labapp.models import Entry, Fact, Loan, Member, Model, Notification, Reservation, Tool
from labapp.services import Context

from . import facts, ledger, loans, members_and_tools, notifications
from .context import Row, SeedContext


def add(ctx: Context) -> None:
    """Store the neighbourhood."""
    today = ctx.now().replace(minute=0, second=0, microsecond=0)
    context = SeedContext(Random(2018), today)
    context.members = _insert(ctx, Member, members_and_tools.members(context))
    context.tools = _insert(ctx, Tool, members_and_tools.tools())
    context.loans = _insert(ctx, Loan, loans.loans(context))
    context.entries = _insert(ctx, Entry, ledger.entries(context))
    context.entries += _insert(ctx, Entry, ledger.refunds(context))
    _insert(ctx, Fact, facts.facts(context))
    context.reservations = _insert(ctx, Reservation, loans.reservations(context))
    _insert(ctx, Notification, notifications.notifications(context))


def _insert(ctx: Context, kind: type[Model], rows: list[Row]) -> list[Row]:
    """Store rows in bulk and note the id of each; nulls are written, so that one statement fits all."""
    statement = insert(kind).returning(kind.id, sort_by_parameter_order=True)
    ids = ctx.session.scalars(statement, rows, execution_options={"render_nulls": True})
    for row, row_id in zip(rows, ids.all(), strict=True):
        row["id"] = row_id
    return rows
