"""A neighbourhood with eight months of history; its people, addresses and deeds are all invented.

The same at every start, relative to the present day. Everybody's password is "toolshed".
"""

from random import Random

from sqlalchemy import insert

from labapp.models import Entry, Fact, Loan, Member, Model, Notification, Reservation, Tool
from labapp.services import Context

from . import books, daybook, history, messages, shelf
from .story import Row, Story


def add(ctx: Context) -> None:
    """Store the neighbourhood."""
    today = ctx.now().replace(minute=0, second=0, microsecond=0)
    story = Story(Random(2018), today)
    story.members = _insert(ctx, Member, shelf.members(story))
    story.tools = _insert(ctx, Tool, shelf.tools())
    story.loans = _insert(ctx, Loan, history.loans(story))
    story.entries = _insert(ctx, Entry, books.entries(story))
    story.entries += _insert(ctx, Entry, books.refunds(story))
    _insert(ctx, Fact, daybook.facts(story))
    story.reservations = _insert(ctx, Reservation, history.reservations(story))
    _insert(ctx, Notification, messages.notifications(story))


def _insert(ctx: Context, kind: type[Model], rows: list[Row]) -> list[Row]:
    """Store rows in bulk and note the id of each; nulls are written, so that one statement fits all."""
    statement = insert(kind).returning(kind.id, sort_by_parameter_order=True)
    ids = ctx.session.scalars(statement, rows, execution_options={"render_nulls": True})
    for row, row_id in zip(rows, ids.all(), strict=True):
        row["id"] = row_id
    return rows
