"""Tools as they are added, changed and looked for."""

from .fields import ABSENT, Cents, Changes, Line, Moment, Name, PageQuery, Prose, Shape, Text, ToolKind


class ToolDetails(Shape):
    """What may be known of a tool beside its name and kind."""

    batch: Name | None = None
    needs_induction: bool = ABSENT
    needs_approval: bool = ABSENT
    deposit_cents: Cents = ABSENT
    daily_late_fee_cents: Cents = ABSENT
    replacement_cents: Cents = ABSENT
    purchase_price_cents: Cents = ABSENT
    notes: Prose | None = None


class ToolIn(ToolDetails):
    """A new tool."""

    name: Name
    kind: ToolKind


class ToolChanges(ToolDetails, Changes):
    """The fields of a tool that may change."""

    name: Name = ABSENT
    kind: ToolKind = ABSENT


class ToolQuery(PageQuery):
    """Filters of the list."""

    query: Line | None = None
    kind: ToolKind | None = None


class EligibilityQuery(Shape):
    """Whose eligibility, and when: one's own and now, unless stated."""

    member: Text | None = None
    at: Moment = ABSENT
