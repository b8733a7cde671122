"""Eight months of loans: a tool is out once at a time, and nobody borrows who could not."""

from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from . import context as seed_context
from .context import Row, SeedContext

DAYS = 240
LIMIT = 3
LATE_PROBABILITY = 0.08


def loans(context: SeedContext) -> list[Row]:
    """Return the loans, in the order in which they began."""
    began: list[Row] = []
    visits = [(_next_visit(context, context.ago(DAYS)), number) for number in range(len(context.tools))]
    heapify(visits)
    while visits and visits[0][0] < context.today:
        at, number = heappop(visits)
        loan = _loan(context, at, context.tools[number], began)
        if loan is not None:
            began.append(loan)
        if loan is None or loan["returned_at"] is not None:
            heappush(visits, (_next_visit(context, loan["returned_at"] if loan else at), number))
    return began


def reservations(context: SeedContext) -> list[Row]:
    """Return a short queue: some wait for tools that are out, one tool is ready."""
    out = [loan for loan in context.loans if loan["returned_at"] is None]
    busy = {loan["tool_id"] for loan in out}
    back = next(loan for loan in reversed(context.loans) if loan["tool_id"] not in busy)
    places = [(loan, "waiting") for loan in out[-3:]] + [(back, "ready")]
    return [_place(context, loan, status) for loan, status in places]


def _next_visit(context: SeedContext, after: datetime) -> datetime:
    day = after + timedelta(days=context.chance.randint(2, 85))
    return day.replace(hour=context.chance.randint(9, 18), minute=context.chance.randrange(0, 60, 5))


def _loan(context: SeedContext, at: datetime, tool: Row, began: list[Row]) -> Row | None:
    if tool["batch"] == seed_context.RECALLED and at > context.ago(seed_context.RECALLED_DAYS_AGO + 30):
        return None
    candidates = context.inducted(tool["kind"]) if tool["needs_induction"] else context.members
    member = context.chance.choice(candidates)
    if _is_inactive(context, member, at) or not _may_borrow(context, member, at, began):
        return None
    due_at, returned_at = at + timedelta(days=14), _back(context, at)
    loan: Row = {"tool_id": tool["id"], "member_id": member["id"], "borrowed_at": at, "due_at": due_at}
    loan["returned_at"] = returned_at if returned_at < context.today else None
    loan["status"] = "open" if loan["returned_at"] is None else "returned"
    approver = next(steward for steward in context.stewards() if steward is not member)
    loan["approved_by_id"] = approver["id"] if tool["needs_approval"] else None
    return loan


def _back(context: SeedContext, at: datetime) -> datetime:
    days = (
        context.chance.randint(15, 24)
        if context.chance.random() < LATE_PROBABILITY
        else context.chance.randint(1, 13)
    )
    return (at + timedelta(days=days)).replace(hour=context.chance.randint(9, 18))


def _is_inactive(context: SeedContext, member: Row, at: datetime) -> bool:
    if member["name"] not in seed_context.INACTIVE_DAYS_AGO:
        return False
    first, last = seed_context.INACTIVE_DAYS_AGO[member["name"]]
    return context.ago(first + 30) < at < context.ago(last)  # what was borrowed before is back by then


def _may_borrow(context: SeedContext, member: Row, at: datetime, began: list[Row]) -> bool:
    """Keep the household below its limit, and wait until nothing of it is overdue."""
    family = {other["id"] for other in context.members if other["household"] == member["household"]}
    out = [
        loan for loan in began if loan["member_id"] in family and (loan["returned_at"] or context.today) > at
    ]
    return len(out) < LIMIT and all(loan["due_at"] > at for loan in out)


def _place(context: SeedContext, loan: Row, status: str) -> Row:
    others = [member for member in context.members if member["status"] == "active"]
    waiting = context.chance.choice([member for member in others if member["id"] != loan["member_id"]])
    created_at = max(loan["borrowed_at"] + timedelta(hours=2), context.ago(5))
    place = {"tool_id": loan["tool_id"], "member_id": waiting["id"], "status": status}
    return {**place, "created_at": min(created_at, context.today)}
