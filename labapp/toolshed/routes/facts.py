"""Facts: the day book of the stewards."""

from typing import Any

from flask import Blueprint
from sqlalchemy import select

from labapp.models import Entry, Fact, Member

from ..dtos.facts import FactIn, FactQuery
from ..dtos.fields import Page
from ..operations import Call, operation
from ..use_cases import facts

blueprint = Blueprint("facts", __name__)


def _told(call: Call) -> Fact:
    """Build the fact that is to be recorded: who may record it depends on its kind and on its member."""
    given = call.given()
    for name, kind in (("member_id", Member), ("entry_id", Entry)):
        if name in given:
            given[name] = call.find(kind, given[name]).id
    given.setdefault("happened_at", call.ctx.now())
    return Fact(**given, recorded_by_id=call.me().id)


def _filtered(call: Call) -> Any:
    return call.find(Member, call.query.member)


@blueprint.get("/facts")
@operation(query=FactQuery, subject=_filtered)
def list_facts(call: Call) -> Page:
    """List the facts that match."""
    statement = select(Fact)
    if call.subject:
        statement = statement.where(Fact.member_id == call.subject.id)
    if call.query.kind:
        statement = statement.where(Fact.kind == call.query.kind)
    return call.page(statement)


@blueprint.post("/facts")
@operation(body=FactIn, subject=_told, status=201)
def record_fact(call: Call) -> Fact:
    """Write a fact into the day book."""
    return facts.record(call.ctx, call.subject)


@blueprint.get("/facts/<fact>")
@operation(subject=Fact)
def read_fact(call: Call) -> Any:
    """Show one fact."""
    return call.subject
