"""The day book of the demo: what the stewards wrote down."""

from datetime import datetime, timedelta
from typing import Any

from . import story as told
from .story import Row, Story


def facts(story: Story) -> list[Row]:
    """Return the facts, in the order in which they happened."""
    happened = _inductions(story) + _phones(story) + _changes(story) + _settled(story)
    return sorted(happened, key=lambda fact: fact["happened_at"])


def _inductions(story: Story) -> list[Row]:
    at = story.ago(told.INDUCTED_DAYS_AGO)
    return [
        _fact(story, "induction", at + timedelta(days=day % 30), member_id=member["id"], tool_kind=tool_kind)
        for tool_kind in ("power", "ladder")
        for day, member in enumerate(story.inducted(tool_kind))
    ]


def _phones(story: Story) -> list[Row]:
    verified = [member for member in story.members if member["phone_verified_at"]]
    return [
        _fact(story, "phone_verified", member["phone_verified_at"], member_id=member["id"])
        for member in verified
    ]


def _changes(story: Story) -> list[Row]:
    closed, reopened = told.AWAY[told.REOPENED]
    returning, spared = story.called(told.REOPENED), story.called(told.SPARED)
    about = [
        ("recall", told.RECALLED_DAYS_AGO, {"batch": told.RECALLED, "note": "Rung bolts may shear."}),
        ("closure", closed, {"member_id": returning["id"]}),
        ("reopening", reopened, {"member_id": returning["id"], "address": returning["address"]}),
        ("closure", told.AWAY[told.CLOSED][0], {"member_id": story.called(told.CLOSED)["id"]}),
        ("suspension", told.AWAY[told.SUSPENDED][0], {"member_id": story.called(told.SUSPENDED)["id"]}),
        ("hardship_plan", 30, {"member_id": spared["id"], "until": spared["hardship_until"]}),
    ]
    return [_fact(story, kind, story.ago(days), **fields) for kind, days, fields in about]


def _settled(story: Story) -> list[Row]:
    refunds = [entry for entry in story.entries if entry["kind"] == "refund" and entry["status"] == "settled"]
    later = timedelta(days=3)
    return [
        _fact(story, "refund_settled", refund["made_at"] + later, entry_id=refund["id"]) for refund in refunds
    ]


def _fact(story: Story, kind: str, at: datetime, **fields: Any) -> Row:
    names = ("member_id", "entry_id", "tool_kind", "batch", "address", "until", "note")
    recorded_by_id = story.stewards()[0]["id"]
    fact = {name: fields.get(name) for name in names}
    return {"kind": kind, "happened_at": at, "recorded_by_id": recorded_by_id, **fact}
