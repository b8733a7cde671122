"""The commands that `charge` books, and its receipt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Fee:
    """Days times a daily rate, less a discount in per cent, rounded half-even to whole cents."""

    member_id: int
    kind: Literal["late_fee", "repair", "loss"]
    daily_rate_cents: int
    days: int
    discount_percent: int = 0
    loan_id: int | None = None
    note: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Split:
    """One amount shared by several members; the parts add up to the total."""

    member_ids: tuple[int, ...]
    kind: Literal["late_fee", "repair", "loss"]
    total_cents: int
    note: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Payment:
    """Money that came in: a payment on the account, or a deposit that is owed back."""

    member_id: int
    kind: Literal["payment", "deposit"]
    amount_cents: int
    loan_id: int | None = None
    note: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Refund:
    """Part or all of a deposit going back; never more than is left of it."""

    deposit_id: int
    amount_cents: int
    at: datetime
    note: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Receipt:
    """The ledger entries that a command made."""

    entry_ids: tuple[int, ...]
    total_cents: int
