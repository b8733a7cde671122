"""Tools: what there is to borrow, and who may borrow it."""

from typing import Any

from flask import Blueprint
from sqlalchemy import select

from labapp.models import Member, Tool
from labapp.services import BorrowRequest

from .. import database
from ..dtos.fields import Page
from ..dtos.tools import EligibilityQuery, ToolChanges, ToolIn, ToolQuery
from ..operations import Call, operation

blueprint = Blueprint("tools", __name__)


def _borrower(call: Call) -> Any:
    return call.find(Member, call.query.member) or call.me()


@blueprint.get("/tools")
@operation(query=ToolQuery)
def list_tools(call: Call) -> Page:
    """List the tools that match."""
    statement = select(Tool)
    if call.query.query is not None:
        statement = statement.where(Tool.name.icontains(call.query.query, autoescape=True))
    if call.query.kind is not None:
        statement = statement.where(Tool.kind == call.query.kind)
    return call.page(statement)


@blueprint.post("/tools")
@operation(body=ToolIn, status=201)
def create_tool(call: Call) -> Tool:
    """Add a tool."""
    tool = Tool(**call.given())
    call.ctx.session.add(tool)
    call.ctx.session.flush()
    return tool


@blueprint.get("/tools/<tool>")
@operation(subject=Tool)
def read_tool(call: Call) -> Any:
    """Show one tool."""
    return call.subject


@blueprint.patch("/tools/<tool>")
@operation(body=ToolChanges, subject=Tool)
def update_tool(call: Call) -> Any:
    """Change the named fields."""
    return call.change(call.subject)


@blueprint.delete("/tools/<tool>")
@operation(subject=Tool)
def delete_tool(call: Call) -> None:
    """Remove a tool that nobody ever borrowed or waits for."""
    call.ctx.session.delete(call.subject)
    database.flush(call.ctx, "The tool has loans or reservations, so it must stay on the books.")


@blueprint.get("/tools/<tool>/eligibility")
@operation(query=EligibilityQuery, subject=_borrower)
def read_eligibility(call: Call) -> dict[str, Any]:
    """Tell whether a member may borrow the tool, and why."""
    tool = call.find(Tool, call.path["tool"])
    asked = BorrowRequest(call.subject.id, tool.id, call.query.at or call.ctx.now())
    verdict = call.services.eligible(call.ctx, asked)
    return {"allowed": verdict.allowed, "reason": verdict.reason}
