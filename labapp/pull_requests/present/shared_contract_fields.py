"""The fields of each entity that the contract promises, and those of them that hold ids."""

from typing import Any

Shown = dict[str, Any]
FIELDS = {
    "members": "id name email phone address household role status phone_verified_at hardship_until joined_at",
    "tools": "id name kind batch needs_induction needs_approval deposit_cents daily_late_fee_cents"
    " replacement_cents",
    "loans": "id tool_id member_id status borrowed_at due_at returned_at extensions approved_by_id note",
    "reservations": "id tool_id member_id status created_at",
    "facts": "id kind member_id loan_id entry_id tool_kind batch household address happened_at until"
    " recorded_by_id note",
    "entries": "id member_id kind amount_cents status loan_id deposit_id refunded_cents made_at note",
    "notifications": "id member_id kind to text status attempts created_at sent_at reason",
}


def fields(entity: Any) -> Shown:
    """Return the promised fields of an entity, ids still as row numbers."""
    return {name: getattr(entity, name) for name in FIELDS[entity.__tablename__].split()}


def links(entity: Any) -> dict[str, str]:
    """Return the id fields of an entity with the table that each points into."""
    foreign = {
        column.name: key.column.table.name for column in entity.__table__.c for key in column.foreign_keys
    }
    return {"id": entity.__tablename__} | foreign
