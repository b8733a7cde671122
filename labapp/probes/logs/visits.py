"""What people do at a backend whose log is read: pay by card, borrow, meet a full disk."""

from typing import Any

from ..experiment import NoLever, Unmeasurable
from .canaries import Canary
from .detective import Detective, Step, must

ODD = "100 % of %s, {0} and %(all)s\\"


def pays_by_card(detective: Detective, member_id: Any, card: str, note: str = "") -> Step:
    """Let the desk book a payment; somebody types the card number into the note, too."""
    payment = {"type": "payment", "member_id": member_id, "kind": "payment", "amount_cents": 500}
    note = note or f"paid by card {card}"
    return detective.watch(detective.library.admin.post, "/ledger", card_number=card, note=note, **payment)


def a_loan(detective: Detective, borrower: Any) -> list[Step]:
    """Borrow, read, bring back, and bring back once more, which is refused."""
    tool_id = detective.library.tool()["id"]
    lent = detective.watch(borrower.post, "/loans", tool_id=tool_id)
    path = f"/loans/{must(lent, 'POST /loans')['id']}"
    read = detective.watch(borrower.get, path)
    return [lent, read, *(detective.watch(borrower.post, f"{path}/return") for _ in range(2))]


def failing(detective: Detective, secrets: dict[str, Canary]) -> list[Step]:
    """Send what needs a disk while it is full; return the requests that failed."""
    if detective.target.full_disk is None:
        raise NoLever("Nobody can fill this backend's disk, so its tracebacks were not seen.")
    admin_id, run = detective.library.admin.id, detective.library.run
    details = {kind: secrets[kind].value for kind in ("password", "phone", "address")}
    who = {"name": f"Late {run}", "email": f"late.{run}@example.test"}
    with detective.target.full_disk():
        sent = [
            detective.watch(detective.library.nobody.post, "/members", **who, **details),
            pays_by_card(detective, admin_id, secrets["card"].value),
        ]
    failed = [step for step in sent if step.answer.status_code >= 500]
    if not failed:
        raise Unmeasurable("With a full disk nothing failed, so no traceback was seen.")
    return failed
