"""The fields that the contract promises, by noun; `data/contract` is where they come from."""

PROMISED = {
    "Member": "id name email phone address household role status phone_verified_at hardship_until joined_at",
    "Tool": "id name kind batch needs_induction needs_approval deposit_cents daily_late_fee_cents"
    " replacement_cents",
    "Loan": "id tool_id member_id status borrowed_at due_at returned_at extensions approved_by_id note",
    "Entry": "id member_id kind amount_cents status loan_id deposit_id refunded_cents made_at note",
    "Notification": "id member_id kind to text status attempts created_at sent_at reason",
}
SHAPES = {kind: frozenset(fields.split()) for kind, fields in PROMISED.items()}
IDS_AND_SENTENCES = frozenset(
    {"id", "tool_id", "member_id", "loan_id", "deposit_id", "approved_by_id", "text", "note", "reason"}
)
PLAIN = frozenset().union(*SHAPES.values(), {"page", "per_page", "total", "field"}) - IDS_AND_SENTENCES
"""Fields in which neither an id nor a sentence stands: they may rise from one answer to the next."""
