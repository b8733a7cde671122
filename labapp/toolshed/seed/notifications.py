"""The messages of the demo, all of them sent."""

from datetime import datetime, timedelta

from .context import Row, SeedContext


def notifications(context: SeedContext) -> list[Row]:
    """Return what was sent: reminders, receipts, and that a tool is ready."""
    late = [loan for loan in context.loans if loan["due_at"] < (loan["returned_at"] or context.today)]
    paid = [entry for entry in context.entries if entry["kind"] == "payment"]
    ready = [place for place in context.reservations if place["status"] == "ready"]
    sent = [_overdue(context, loan) for loan in late] + [_receipt(context, entry) for entry in paid]
    sent += [_ready(context, place) for place in ready]
    in_order = sorted(sent, key=lambda notification: notification["created_at"])
    return [{**row, "key": f"demo-{number}"} for number, row in enumerate(in_order)]


def _overdue(context: SeedContext, loan: Row) -> Row:
    text = f"{context.tool_of(loan)['name']} was due on {loan['due_at']:%d %B}."
    return _sent(context.member_of(loan), "overdue", text, loan["due_at"])


def _receipt(context: SeedContext, entry: Row) -> Row:
    euros = f"{entry['amount_cents'] // 100}.{entry['amount_cents'] % 100:02d}"
    return _sent(context.member_of(entry), "receipt", f"Thank you for {euros} euros.", entry["made_at"])


def _ready(context: SeedContext, place: Row) -> Row:
    text = f"{context.tool_of(place)['name']} is ready for you."
    return _sent(
        context.member_of(place), "reservation_ready", text, place["created_at"] + timedelta(hours=1)
    )


def _sent(member: Row, kind: str, text: str, at: datetime) -> Row:
    notification: Row = {"member_id": member["id"], "to": member["phone"], "kind": kind, "text": text}
    outcome = {"status": "sent", "attempts": 1, "carrier_id": "demo", "due_at": at, "sent_at": at}
    return {**notification, **outcome, "created_at": at}
