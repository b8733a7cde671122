"""The members and the tools of the demo, read from data/demo."""

import csv
from datetime import timedelta
from typing import Any

from werkzeug.security import generate_password_hash

from labapp import resources

from ..tokens import digest
from . import context as seed_context
from .context import Row, SeedContext

FOLDER = resources.data("demo")
FAST_HASH_METHOD = "pbkdf2:sha256:1"


def members(context: SeedContext) -> list[Row]:
    """Return forty neighbours, who share one cheap password hash so that the start is quick."""
    password_hash = generate_password_hash("toolshed", FAST_HASH_METHOD)
    return [_member(context, number, line, password_hash) for number, line in enumerate(_lines("members"))]


def tools() -> list[Row]:
    """Return what can be borrowed; of several alike each has its number."""
    return [_tool(line, copy) for line in _lines("tools") for copy in range(1, int(line["copies"]) + 1)]


def _member(context: SeedContext, number: int, line: dict[str, str], password_hash: str) -> Row:
    phone, joined_at = f"555-01{number:02d}", context.ago(context.chance.randrange(300, 2900))
    member: Row = {**line, "phone": phone, "phone_hash": digest(phone), "password_hash": password_hash}
    member["joined_at"] = member["password_changed_at"] = joined_at
    member["phone_verified_at"] = joined_at + timedelta(hours=1) if number % 4 else None
    member["status"] = {seed_context.SUSPENDED: "suspended", seed_context.CLOSED: "closed"}.get(
        line["name"], "active"
    )
    member["status_at_first"] = "active"
    member["hardship_until"] = context.ago(-90) if line["name"] == seed_context.ON_HARDSHIP_PLAN else None
    return member


def _tool(line: dict[str, str], copy: int) -> Row:
    replacement_cents = int(line["replacement_cents"])
    tool: dict[str, Any] = {"kind": line["kind"], "batch": line["batch"] or None}
    tool["name"] = f"{line['name']}, no. {copy}" if int(line["copies"]) > 1 else line["name"]
    tool["needs_induction"] = "induction" in line["needs"]
    tool["needs_approval"] = "approval" in line["needs"]
    tool["deposit_cents"] = int(line["deposit_cents"])
    tool["daily_late_fee_cents"] = int(line["daily_late_fee_cents"])
    tool["replacement_cents"] = replacement_cents
    tool["purchase_price_cents"] = replacement_cents * 4 // 5
    return tool


def _lines(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
