"""The kinds of field that the contract knows, and the shapes that every noun shares."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, PlainValidator, model_validator

YEARS = range(2000, 2100)
RFC3339 = re.compile(r"20\d\d-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def _whole(value: Any) -> Any:
    """Take 7.0 for 7: JSON knows one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _id(sent: Any) -> Any:
    value = _whole(sent)
    number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
    if number or (isinstance(value, str) and ID.fullmatch(value)):
        return value
    raise ValueError("give an id as you were given it: a whole number, or 1 to 64 of A-Z a-z 0-9 _ -")


def _moment(value: Any) -> Any:
    if isinstance(value, str) and RFC3339.fullmatch(value):
        moment = datetime.fromisoformat(value.upper()).astimezone(UTC)
        if moment.year in YEARS:
            return moment
    raise ValueError(
        "give a moment with its zone, 2000 to 2099, like 2026-03-02T09:00:00Z (in a URL, + is %2B)"
    )


Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Prose = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Phone = Annotated[str, Field(pattern=r"^\+?[0-9 ()/-]{5,30}$")]
Email = Annotated[str, Field(max_length=200, pattern=r"^[!-?A-~]+@[!-?A-~]+$")]
Password = Annotated[str, Field(min_length=8, max_length=128, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Id = Annotated[int | str, PlainValidator(_id)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Whole = Annotated[int, BeforeValidator(_whole)]
Cents = Annotated[Whole, Field(ge=0, le=10_000_000)]
CentsAboveZero = Annotated[Whole, Field(ge=1, le=10_000_000)]

ABSENT: Any = None
"""The default of a field that may be left out, but not be null."""

Role = Literal["member", "steward", "admin"]
MemberStatus = Literal["active", "suspended", "closed"]
ToolKind = Literal["hand", "power", "ladder"]
LoanStatus = Literal["requested", "open", "returned"]
ChargeKind = Literal["late_fee", "repair", "loss"]
EntryKind = Literal["late_fee", "repair", "loss", "deposit", "payment", "refund"]


class Shape(BaseModel, extra="forbid"):
    """A closed object: a field that nobody expects is refused."""


class Changes(Shape):
    """What a PATCH may name: only the named fields change, and null is for nullable fields."""

    @model_validator(mode="after")
    def _something(self) -> "Changes":
        if not self.model_fields_set:
            raise ValueError("name at least one field")
        return self


class PageQuery(Shape):
    """Which part of a list."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=100)] = 20


@dataclass(frozen=True)
class Page:
    """One part of a list, and how long the whole list is."""

    rows: list[Any]
    page: int
    per_page: int
    total: int
