"""The ledger: what is owed, what was paid, what goes back."""

from typing import Any

from flask import Blueprint
from sqlalchemy import select

from labapp.models import Entry, Member

from ..dtos.fields import Page
from ..dtos.ledger import EntryIn, EntryQuery, RefundIn, SplitIn
from ..operations import Call, operation
from ..use_cases import ledger

blueprint = Blueprint("ledger", __name__)


def _whose(call: Call) -> Any:
    """Find whose money it is: a member, a deposit; a split has nobody."""
    match call.body:
        case SplitIn():
            return None
        case RefundIn(deposit_id=deposit_id):
            return call.find(Entry, deposit_id)
        case _:
            return call.find(Member, call.body.member_id)


def _filtered(call: Call) -> Any:
    return call.find(Member, call.query.member)


@blueprint.get("/ledger")
@operation(query=EntryQuery, subject=_filtered)
def list_entries(call: Call) -> Page:
    """List the entries that match."""
    statement = select(Entry)
    if call.subject:
        statement = statement.where(Entry.member_id == call.subject.id)
    if call.query.kind:
        statement = statement.where(Entry.kind == call.query.kind)
    return call.page(statement)


@blueprint.post("/ledger")
@operation(body=EntryIn, subject=_whose, status=201)
def post_entry(call: Call) -> dict[str, Any]:
    """Book a fee, a split, a payment or a refund."""
    receipt = call.services.charge(call.ctx, ledger.command(call))
    entries = [call.ctx.session.get_one(Entry, entry_id) for entry_id in receipt.entry_ids]
    return {"entry_ids": [call.id_of(entry) for entry in entries], "total_cents": receipt.total_cents}


@blueprint.get("/ledger/<entry>")
@operation(subject=Entry)
def read_entry(call: Call) -> Any:
    """Show one entry."""
    return call.subject
