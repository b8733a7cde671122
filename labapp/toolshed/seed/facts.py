"""The day book of the demo: what the stewards wrote down."""

from datetime import datetime, timedelta
from typing import Any

from . import context as seed_context
from .context import Row, SeedContext


def facts(context: SeedContext) -> list[Row]:
    """Return the facts, in the order in which they happened."""
    happened = _inductions(context) + _phones(context) + _changes(context) + _settled(context)
    return sorted(happened, key=lambda fact: fact["happened_at"])


def _inductions(context: SeedContext) -> list[Row]:
    at = context.ago(seed_context.INDUCTED_DAYS_AGO)
    return [
        _fact(
            context, "induction", at + timedelta(days=day % 30), member_id=member["id"], tool_kind=tool_kind
        )
        for tool_kind in ("power", "ladder")
        for day, member in enumerate(context.inducted(tool_kind))
    ]


def _phones(context: SeedContext) -> list[Row]:
    verified = [member for member in context.members if member["phone_verified_at"]]
    return [
        _fact(context, "phone_verified", member["phone_verified_at"], member_id=member["id"])
        for member in verified
    ]


def _changes(context: SeedContext) -> list[Row]:
    closed, reopened = seed_context.INACTIVE_DAYS_AGO[seed_context.REOPENED]
    returning, spared = context.called(seed_context.REOPENED), context.called(seed_context.ON_HARDSHIP_PLAN)
    about = [
        (
            "recall",
            seed_context.RECALLED_DAYS_AGO,
            {"batch": seed_context.RECALLED, "note": "Rung bolts may shear."},
        ),
        ("closure", closed, {"member_id": returning["id"]}),
        ("reopening", reopened, {"member_id": returning["id"], "address": returning["address"]}),
        (
            "closure",
            seed_context.INACTIVE_DAYS_AGO[seed_context.CLOSED][0],
            {"member_id": context.called(seed_context.CLOSED)["id"]},
        ),
        (
            "suspension",
            seed_context.INACTIVE_DAYS_AGO[seed_context.SUSPENDED][0],
            {"member_id": context.called(seed_context.SUSPENDED)["id"]},
        ),
        ("hardship_plan", 30, {"member_id": spared["id"], "until": spared["hardship_until"]}),
    ]
    return [_fact(context, kind, context.ago(days), **fields) for kind, days, fields in about]


def _settled(context: SeedContext) -> list[Row]:
    refunds = [
        entry for entry in context.entries if entry["kind"] == "refund" and entry["status"] == "settled"
    ]
    later = timedelta(days=3)
    return [
        _fact(context, "refund_settled", refund["made_at"] + later, entry_id=refund["id"])
        for refund in refunds
    ]


def _fact(context: SeedContext, kind: str, at: datetime, **fields: Any) -> Row:
    names = ("member_id", "entry_id", "tool_kind", "batch", "address", "until", "note")
    recorded_by_id = context.stewards()[0]["id"]
    fact = {name: fields.get(name) for name in names}
    return {"kind": kind, "happened_at": at, "recorded_by_id": recorded_by_id, **fact}
