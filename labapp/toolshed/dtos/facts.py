"""Facts as they are recorded: each kind has its own fields, and no others."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from .fields import ABSENT, Id, Line, Moment, Name, PageQuery, Prose, Shape, Text, ToolKind

FactKind = Literal[
    "induction",
    "recall",
    "household",
    "hardship_plan",
    "phone_verified",
    "suspension",
    "reinstatement",
    "closure",
    "reopening",
    "refund_settled",
]


class Dated(Shape):
    """What any fact may say: when it happened (now, unless stated), and a note."""

    happened_at: Moment = ABSENT
    note: Prose | None = None


class AboutMember(Dated):
    """A fact that needs nobody but the member."""

    kind: Literal["phone_verified", "suspension", "reinstatement", "closure"]
    member_id: Id


class Induction(Dated):
    """Somebody was shown how to use a kind of tool."""

    kind: Literal["induction"]
    member_id: Id
    tool_kind: ToolKind


class Recall(Dated):
    """The maker wants a batch back."""

    kind: Literal["recall"]
    batch: Name


class Household(Dated):
    """Somebody moved in, or out (null)."""

    kind: Literal["household"]
    member_id: Id
    household: Name | None = None


class HardshipPlan(Dated):
    """Somebody need not pay for a while."""

    kind: Literal["hardship_plan"]
    member_id: Id
    until: Moment


class Reopening(Dated):
    """A closed account is open again, perhaps at another address."""

    kind: Literal["reopening"]
    member_id: Id
    address: Line | None = None


class RefundSettled(Dated):
    """The money of a refund has arrived."""

    kind: Literal["refund_settled"]
    entry_id: Id


AnyFact = AboutMember | Induction | Recall | Household | HardshipPlan | Reopening | RefundSettled


class FactIn(RootModel[Annotated[AnyFact, Field(discriminator="kind")]]):
    """A fact of any kind."""


class FactQuery(PageQuery):
    """Filters of the list."""

    kind: FactKind | None = None
    member: Text | None = None
