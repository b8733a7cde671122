"""Ledger entries as they are posted and looked for."""

from typing import Annotated, Literal

from pydantic import Field, RootModel, field_validator

from .fields import (
    ABSENT,
    Cents,
    CentsAboveZero,
    ChargeKind,
    EntryKind,
    Id,
    Moment,
    PageQuery,
    Prose,
    Shape,
    Text,
    Whole,
)


class FeeIn(Shape):
    """Days times a daily rate, less a discount in per cent."""

    type: Literal["fee"]
    member_id: Id
    kind: ChargeKind
    daily_rate_cents: Cents
    days: Annotated[Whole, Field(ge=0, le=3650)]
    discount_percent: Annotated[Whole, Field(ge=0, le=100)] = 0
    loan_id: Id | None = None
    note: Prose | None = None


class SplitIn(Shape):
    """One amount, shared by several members."""

    type: Literal["split"]
    member_ids: Annotated[list[Id], Field(min_length=1, max_length=20)]
    kind: ChargeKind
    total_cents: Cents
    note: Prose | None = None

    @field_validator("member_ids")
    @classmethod
    def _distinct(cls, member_ids: list[int | str]) -> list[int | str]:
        if len({str(member_id) for member_id in member_ids}) < len(member_ids):
            raise ValueError("name each member once")
        return member_ids


class PaymentIn(Shape):
    """Money that came in; the card number goes to the till and is never stored."""

    type: Literal["payment"]
    member_id: Id
    kind: Literal["payment", "deposit"]
    amount_cents: CentsAboveZero
    loan_id: Id | None = None
    card_number: Annotated[str, Field(pattern=r"^[0-9]{12,19}$")] = ABSENT
    note: Prose | None = None


class RefundIn(Shape):
    """Part or all of a deposit, going back."""

    type: Literal["refund"]
    deposit_id: Id
    amount_cents: CentsAboveZero
    made_at: Moment = ABSENT
    note: Prose | None = None


class EntryIn(RootModel[Annotated[FeeIn | SplitIn | PaymentIn | RefundIn, Field(discriminator="type")]]):
    """A posting of any type."""


class EntryQuery(PageQuery):
    """Filters of the list."""

    member: Text | None = None
    kind: EntryKind | None = None
