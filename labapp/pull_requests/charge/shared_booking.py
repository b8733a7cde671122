"""Entries in whole cents for each command, and the write to the ledger."""

from fractions import Fraction

from sqlalchemy import update

from labapp.models import Entry
from labapp.services import Conflict, Context, Fee, Payment, Receipt, Refund, Split

Command = Fee | Split | Payment | Refund


def _cents(fee: Fee) -> int:
    return round(Fraction(fee.days * fee.daily_rate_cents * (100 - fee.discount_percent), 100))


def _parts(total_cents: int, number: int) -> list[int]:
    share, rest = divmod(total_cents, number)
    return [share + 1] * rest + [share] * (number - rest)


def entries_of(command: Fee | Split | Payment) -> list[Entry]:
    """Return the entries of a command in whole cents: fees half to even, parts of a split that add up."""
    match command:
        case Fee():
            details = {"member_id": command.member_id, "kind": command.kind, "loan_id": command.loan_id}
            return [Entry(amount_cents=_cents(command), **details)]
        case Split(ids, kind, total_cents):
            parts = zip(ids, _parts(total_cents, len(ids)), strict=True)
            return [Entry(member_id=member_id, kind=kind, amount_cents=part) for member_id, part in parts]
        case Payment(member_id, kind, amount_cents, loan_id):
            return [Entry(member_id=member_id, kind=kind, amount_cents=amount_cents, loan_id=loan_id)]


def refund_entries(command: Refund, member_id: int) -> list[Entry]:
    """Return the entry of a refund to this member."""
    details = {"status": "pending", "deposit_id": command.deposit_id}
    return [Entry(member_id=member_id, kind="refund", amount_cents=command.amount_cents, **details)]


def add_entries(ctx: Context, command: Command, entries: list[Entry]) -> Receipt:
    """Write the entries; they are committed by whoever called."""
    for entry in entries:
        entry.made_at = command.at if isinstance(command, Refund) else ctx.now()
        entry.note = command.note
    ctx.session.add_all(entries)
    ctx.session.flush()
    return Receipt(tuple(entry.id for entry in entries), sum(entry.amount_cents for entry in entries))


def _take_at_once(ctx: Context, command: Refund) -> int:
    """Check and take in one statement; return whose deposit it is."""
    refunded_cents = Entry.refunded_cents + command.amount_cents
    enough = Entry.id == command.deposit_id, refunded_cents <= Entry.amount_cents
    take = update(Entry).where(*enough).values(refunded_cents=refunded_cents).returning(Entry.member_id)
    member_id = ctx.session.scalar(take.execution_options(synchronize_session=False))
    if member_id is None:
        raise Conflict("That is more than is left of the deposit.")
    return member_id


def book(ctx: Context, command: Command) -> Receipt:
    """Book in whole cents, refunds in one statement; not yet committed."""
    if isinstance(command, Refund):
        return add_entries(ctx, command, refund_entries(command, _take_at_once(ctx, command)))
    return add_entries(ctx, command, entries_of(command))
