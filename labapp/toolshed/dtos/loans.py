"""Loans as they are asked for, changed and looked for."""

from typing import Annotated

from pydantic import Field

from .fields import ABSENT, Changes, Id, Line, LoanStatus, Moment, PageQuery, Prose, Shape, Text, Whole


class LoanIn(Shape):
    """Who wants which tool, from when until when."""

    tool_id: Id
    member_id: Id = ABSENT
    borrowed_at: Moment = ABSENT
    due_at: Moment = ABSENT
    note: Prose | None = None


class LoanChanges(Changes):
    """The fields of a loan that may change."""

    note: Prose | None = None
    due_at: Moment = ABSENT


class LoanQuery(PageQuery):
    """Filters of the list."""

    member: Text | None = None
    tool: Text | None = None
    status: LoanStatus | None = None


class LoanSearch(PageQuery):
    """Part of the name of a tool or of a member."""

    query: Line | None = None


class Return(Shape):
    """When the tool came back: now, unless stated."""

    returned_at: Moment = ABSENT


class Extension(Shape):
    """How much longer."""

    days: Annotated[Whole, Field(ge=1, le=14)]


class Approval(Shape):
    """Nothing: who approves, and when, is known."""
