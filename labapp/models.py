"""What Toolshed stores: members and their sessions, tools, loans, facts, the ledger, notifications."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, Index, String, Text, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Moment(TypeDecorator[datetime]):
    """A point in time, always UTC, on databases with and without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give back UTC, also where the database forgot the zone."""
        if value is None:
            return None
        stored: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return stored.astimezone(UTC)


NEVER_AGAIN = {"sqlite_autoincrement": True}
"""The number of a deleted row is not given again, as on PostgreSQL."""


class Model(DeclarativeBase):
    """A stored thing with a row number; the first field is its name in messages."""

    type_annotation_map = {datetime: Moment, str: String(200)}
    __table_args__: Any = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)


def _as_registered(field: str) -> Any:
    """Keep what a field was at first; the facts tell what became of it."""
    return mapped_column(default=lambda row: row.get_current_parameters()[field])


class Member(Model):
    """A neighbour, a steward or an admin."""

    __tablename__ = "members"

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str | None]
    phone_hash: Mapped[str | None]
    phone_code: Mapped[str | None]
    phone_verified_at: Mapped[datetime | None]
    address: Mapped[str | None]
    household: Mapped[str | None] = mapped_column(index=True)
    household_at_first: Mapped[str | None] = _as_registered("household")
    role: Mapped[str] = mapped_column(default="member")
    status: Mapped[str] = mapped_column(default="active")
    status_at_first: Mapped[str] = _as_registered("status")
    hardship_until: Mapped[datetime | None]
    password_hash: Mapped[str]
    password_changed_at: Mapped[datetime]
    joined_at: Mapped[datetime]
    notes: Mapped[str | None] = mapped_column(Text)


class Login(Model):
    """One session of one member: the token's hash, and the role at log-in."""

    __tablename__ = "logins"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    created_at: Mapped[datetime]


class PasswordReset(Model):
    """A reset link that was asked for and not used yet."""

    __tablename__ = "password_resets"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]


class Tool(Model):
    """Something to borrow."""

    __tablename__ = "tools"

    name: Mapped[str]
    kind: Mapped[str]
    batch: Mapped[str | None] = mapped_column(index=True)
    needs_induction: Mapped[bool] = mapped_column(default=False)
    needs_approval: Mapped[bool] = mapped_column(default=False)
    deposit_cents: Mapped[int] = mapped_column(default=0)
    daily_late_fee_cents: Mapped[int] = mapped_column(default=50)
    replacement_cents: Mapped[int] = mapped_column(default=0)
    purchase_price_cents: Mapped[int] = mapped_column(default=0)
    notes: Mapped[str | None] = mapped_column(Text)


class Loan(Model):
    """A tool in somebody's hands: requested, open or returned."""

    __tablename__ = "loans"
    __table_args__ = (
        Index(
            "one_loan_for_a_tool_at_a_time",
            "tool_id",
            unique=True,
            sqlite_where=text("status <> 'returned'"),
            postgresql_where=text("status <> 'returned'"),
        ),
        NEVER_AGAIN,
    )

    tool_id: Mapped[int] = mapped_column(ForeignKey("tools.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    status: Mapped[str] = mapped_column(default="open")
    borrowed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    returned_at: Mapped[datetime | None]
    extensions: Mapped[int] = mapped_column(default=0)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    note: Mapped[str | None] = mapped_column(Text)

    tool: Mapped[Tool] = relationship()
    member: Mapped[Member] = relationship(foreign_keys=[member_id])


class Reservation(Model):
    """A place in the queue for a tool: waiting or ready."""

    __tablename__ = "reservations"

    tool_id: Mapped[int] = mapped_column(ForeignKey("tools.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    status: Mapped[str] = mapped_column(default="waiting")
    created_at: Mapped[datetime]

    tool: Mapped[Tool] = relationship()
    member: Mapped[Member] = relationship()


class Fact(Model):
    """A line of the stewards' day book: what happened, to whom or what, and when."""

    __tablename__ = "facts"

    kind: Mapped[str] = mapped_column(index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loans.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"))
    tool_kind: Mapped[str | None]
    batch: Mapped[str | None] = mapped_column(index=True)
    household: Mapped[str | None]
    address: Mapped[str | None]
    happened_at: Mapped[datetime]
    until: Mapped[datetime | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    note: Mapped[str | None] = mapped_column(Text)


class Entry(Model):
    """A line of the ledger, in whole cents; the kind says which way the money goes."""

    __tablename__ = "entries"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    kind: Mapped[str]
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(default="settled")
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loans.id"))
    deposit_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"))
    refunded_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    made_at: Mapped[datetime]
    note: Mapped[str | None] = mapped_column(Text)


class Notification(Model):
    """A message to a member: queued, sent or dead."""

    __tablename__ = "notifications"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    kind: Mapped[str]
    to: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(default="queued", index=True)
    key: Mapped[str] = mapped_column(unique=True)
    claimed: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    carrier_id: Mapped[str | None]
    reason: Mapped[str | None] = mapped_column(Text)

    member: Mapped[Member] = relationship()


class IdempotentRequest(Model):
    """A request under an Idempotency-Key: hashes of the key and of what was asked, and what it made."""

    __tablename__ = "idempotent_requests"

    key: Mapped[str] = mapped_column(unique=True)
    fingerprint: Mapped[str]
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loans.id", ondelete="CASCADE"))
    notification_id: Mapped[int | None] = mapped_column(ForeignKey("notifications.id", ondelete="CASCADE"))

    loan: Mapped[Loan | None] = relationship()
    notification: Mapped[Notification | None] = relationship()
