"""Loans: borrow, read, approve, extend, bring back."""

from typing import Any

from flask import Blueprint
from sqlalchemy import or_, select

from labapp.models import Loan, Member, Tool

from .. import database
from ..dtos.fields import Page
from ..dtos.loans import Approval, Extension, LoanChanges, LoanIn, LoanQuery, LoanSearch, Return
from ..operations import Call, operation
from ..use_cases import loans

blueprint = Blueprint("loans", __name__)


def _borrower(call: Call) -> Any:
    return call.find(Member, call.body.member_id) or call.me()


def _filtered(call: Call) -> Any:
    return call.find(Member, call.query.member)


@blueprint.get("/loans")
@operation(query=LoanQuery, subject=_filtered)
def list_loans(call: Call) -> Page:
    """List the loans that match."""
    statement, tool = select(Loan), call.find(Tool, call.query.tool)
    if call.subject:
        statement = statement.where(Loan.member_id == call.subject.id)
    if tool:
        statement = statement.where(Loan.tool_id == tool.id)
    if call.query.status:
        statement = statement.where(Loan.status == call.query.status)
    return call.page(statement)


@blueprint.post("/loans")
@operation(body=LoanIn, subject=_borrower, status=201)
def create_loan(call: Call) -> Loan:
    """Borrow a tool."""
    return loans.lend(call)


@blueprint.get("/loans/<loan>")
@operation(subject=Loan)
def read_loan(call: Call) -> Any:
    """Show one loan."""
    return call.subject


@blueprint.patch("/loans/<loan>")
@operation(body=LoanChanges, subject=Loan)
def update_loan(call: Call) -> Any:
    """Change the named fields."""
    loan, given = call.subject, call.given()
    if "due_at" in given:
        loans.set_due(loan, given["due_at"], loans.LONGEST + loan.extensions * loans.USUAL)
    return call.change(loan)


@blueprint.delete("/loans/<loan>")
@operation(subject=Loan)
def delete_loan(call: Call) -> None:
    """Remove a loan that left no trace in the books."""
    call.ctx.session.delete(call.subject)
    database.flush(call.ctx, "The loan has ledger entries or facts, so it must stay on the books.")


@blueprint.post("/loans/<loan>/return")
@operation(body=Return, subject=Loan)
def return_loan(call: Call) -> Loan:
    """Bring a tool back."""
    return loans.give_back(call)


@blueprint.post("/loans/<loan>/extension")
@operation(body=Extension, subject=Loan)
def extend_loan(call: Call) -> Loan:
    """Keep a tool some days longer."""
    return loans.extend(call)


@blueprint.post("/loans/<loan>/approval")
@operation(body=Approval, subject=Loan)
def approve_loan(call: Call) -> Loan:
    """Let a requested loan go out."""
    return loans.approve(call)


@blueprint.get("/exports/loans")
@operation()
def export_loans(call: Call) -> list[Any]:
    """Hand out all loans at once."""
    return call.export(select(Loan))


@blueprint.get("/search/loans")
@operation(query=LoanSearch)
def search_loans(call: Call) -> Page:
    """List the loans whose tool or member has this in its name."""
    text = call.query.query or ""
    named = or_(Tool.name.icontains(text, autoescape=True), Member.name.icontains(text, autoescape=True))
    return call.page(select(Loan).join(Loan.tool).join(Loan.member).where(named))
