"""Members: register, be found, change, leave; their household, their balance, their phone."""

from typing import Any

from flask import Blueprint
from sqlalchemy import or_, select

from labapp.models import Member
from labapp.services import NotFound

from .. import database
from ..dtos.fields import Page
from ..dtos.members import MemberChanges, MemberQuery, PhoneCode, Registration
from ..operations import Call, operation
from ..use_cases import members

blueprint = Blueprint("members", __name__)


def _of_household(call: Call) -> Member:
    living_there = select(Member).where(Member.household == call.path["household"])
    member = call.ctx.session.scalar(living_there.order_by(Member.id).limit(1))
    if member is None:
        raise NotFound("There is no such household.")
    return member


@blueprint.post("/members")
@operation(body=Registration, status=201)
def register(call: Call) -> Member:
    """Add a member."""
    return members.register(call.ctx, call.given())


@blueprint.get("/members")
@operation(query=MemberQuery)
def list_members(call: Call) -> Page:
    """List the members that match."""
    statement, text = select(Member), call.query.query
    if text is not None:
        found = (Member.name.icontains(text, autoescape=True), Member.email.icontains(text, autoescape=True))
        statement = statement.where(or_(*found))
    if call.query.household is not None:
        statement = statement.where(Member.household == call.query.household)
    return call.page(statement)


@blueprint.get("/members/<member>")
@operation(subject=Member)
def read_member(call: Call) -> Any:
    """Show one member."""
    return call.subject


@blueprint.patch("/members/<member>")
@operation(body=MemberChanges, subject=Member)
def update_member(call: Call) -> Member:
    """Change the named fields."""
    by_id = call.actor.member_id if call.actor else call.subject.id
    return members.change(call.ctx, call.subject, call.given(), by_id)


@blueprint.delete("/members/<member>")
@operation(subject=Member)
def delete_member(call: Call) -> None:
    """Remove a member who left no trace in the books."""
    call.ctx.session.delete(call.subject)
    database.flush(call.ctx, "The member still has loans, entries, facts or messages. Close the account.")


@blueprint.get("/exports/members")
@operation()
def export_members(call: Call) -> list[Any]:
    """Hand out all members at once."""
    return call.export(select(Member))


@blueprint.get("/households/<line:household>")
@operation(subject=_of_household)
def read_household(call: Call) -> dict[str, Any]:
    """Show who lives together and what they have out."""
    household = call.path["household"]
    living_there = call.ctx.session.scalars(members.living_in(household)).all()
    ids = [call.id_of(member) for member in living_there]
    return {"household": household, "members": ids, "open_loans": members.open_loans(call.ctx, household)}


@blueprint.get("/members/<member>/balance")
@operation(subject=Member)
def read_balance(call: Call) -> dict[str, Any]:
    """Show what a member owes and is owed."""
    return {"member_id": call.id_of(call.subject), **members.balance(call.ctx, call.subject)}


@blueprint.post("/members/<member>/phone-code")
@operation(subject=Member, status=202)
def send_phone_code(call: Call) -> None:
    """Send six digits to the phone."""
    code = members.new_phone_code(call.ctx, call.subject)
    call.notify(call.subject, "phone_code", f"Your code for Toolshed is {code}.")


@blueprint.put("/members/<member>/phone-code")
@operation(body=PhoneCode, subject=Member)
def confirm_phone(call: Call) -> Member:
    """Verify the phone with the digits that were sent."""
    return members.confirm_phone(call.ctx, call.subject, call.body.code)
