"""What the money probes share: amounts, four postings with keys, and lines to paste."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..experiment import Judgement
from ..people import made
from ..target import Target
from .till import Till

CENTS = 1234
DEPOSIT_CENTS = 2000
LATER_SECONDS = 1.0
FOUR = "a fee, a split, a payment and a refund"


@contextmanager
def at_the_till(target: Target, name: str) -> Iterator[Till]:
    """Prepare a till for one experiment."""
    yield Till(target, name)


def curl(body: str, key: str = "") -> str:
    """Return a line to paste that posts to the ledger."""
    header = f"-H 'Idempotency-Key: {key}' " if key else ""
    return (
        f"curl -sX POST $URL/ledger -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' "
        f"{header}-d '{body}'"
    )


def euros(cents: int) -> float:
    """Return cents as euros, to be shown."""
    return round(cents / 100, 2)


def off_by(cents: int, told: str) -> Judgement:
    """Judge by how much the books are off."""
    return cents == 0, euros(abs(cents)), f"{euros(cents):+.2f} euros: {told}."


PAY = '{"type": "payment", "member_id": 1, "kind": "payment", "amount_cents": 1234}'
REFUND = '{"type": "refund", "deposit_id": DEPOSIT, "amount_cents": 2000}'
SEND = curl(PAY, "key-1")
GIVE_BACK = curl(REFUND)


def four_postings(till: Till) -> list[tuple[str, dict[str, Any]]]:
    """Make a posting of each type, each with a key of its own."""
    who = {"member_id": till.member}
    postings: tuple[dict[str, Any], ...] = (
        {"type": "fee", "kind": "repair", "daily_rate_cents": 100, "days": 3, **who},
        {"type": "split", "kind": "loss", "total_cents": 900, "member_ids": [till.member]},
        {"type": "payment", "kind": "payment", "amount_cents": CENTS, **who},
        {"type": "refund", "deposit_id": till.deposit(DEPOSIT_CENTS), "amount_cents": 500},
    )
    return [(till.key(), posting) for posting in postings]


def entry_ids(till: Till, key: str, posting: dict[str, Any]) -> Any:
    """Post, and return the ids of the entries."""
    return made(till.post(key, **posting), f"POST /ledger ({posting['type']})")["entry_ids"]
