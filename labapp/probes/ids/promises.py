"""What the contract promises of ids and fields: all of them are there, and ids of nothing are refused."""

from ..experiment import Judgement, Probes
from ..finding import Family, Side
from ..people import Library, made
from .receipts import listed, of_nobody, opened
from .shapes import SHAPES

IDS = Probes(Family.IDS, opened)
probe = IDS.probe


@probe(Side.CONTRACT, "fields missing", "Compare the fields of a member, a tool, a loan with the contract.")
def fields_missing(library: Library) -> Judgement:
    """Is everything there that the contract promises?"""
    neighbour, tool = library.newcomer(), library.tool(deposit_cents=500)
    loan = library.loan(neighbour, tool_id=tool["id"])
    message = {"member_id": neighbour.id, "kind": "message", "text": "Hello"}
    shown = {"Member": neighbour.member, "Tool": tool, "Loan": loan}
    shown["Entry"] = made(neighbour.get("/ledger"), "GET /ledger")["items"][-1]
    shown["Notification"] = made(library.admin.post("/notifications", **message), "POST /notifications")
    missing = sorted(f"{kind}.{field}" for kind, seen in shown.items() for field in SHAPES[kind] - set(seen))
    promised = sum(len(SHAPES[kind]) for kind in shown)
    return not missing, float(len(missing)), f"{len(missing)} of {promised} are missing{listed(missing)}."


NOTHING = "As an admin ask for loans and members by ids that stand for nothing, or for something else."


@probe(Side.CONTRACT, "ids not refused", NOTHING)
def unknown_ids(library: Library) -> Judgement:
    """Is an id of nothing refused, and calmly?"""
    borrower = library.newcomer()
    loan = library.loan(borrower)
    nothing = [of_nobody(borrower.id), "0", "987654321", "no-such-thing", "x" * 64]
    if not str(loan["id"]).isdecimal():  # where ids are numbers, these stand for somebody else's things
        nothing += ["1", "2", "3"]
    asked = [library.admin.get(f"/{noun}/{each}") for noun in ("loans", "members") for each in nothing]
    if not str(loan["id"]).isdecimal():
        asked += [library.admin.get(f"/members/{loan['id']}"), library.admin.get(f"/loans/{borrower.id}")]
    asked += [borrower.post("/loans", tool_id=each) for each in (987_654_321, "no-such-thing")]
    wrong = [answer for answer in asked if not 400 <= answer.status_code < 500]
    seen = sorted({answer.status_code for answer in wrong})
    answered = f" and were answered {', '.join(map(str, seen))}" if wrong else ""
    return not wrong, float(len(wrong)), f"{len(wrong)} of {len(asked)} ids of nothing got through{answered}."
