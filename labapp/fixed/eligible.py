"""Decide who may borrow: by the day book as it stood at that moment, first row first.

Prompt: "Validate whether a member is eligible to borrow a tool. Below is every incident and the rule that it
made; keep them all, and ask before you leave out one that looks redundant. Judge by the day book as of the
stated moment, never by today's status. Days end at midnight in our town. Tell whoever is turned away why."
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select

from labapp.models import Entry, Fact, Loan, Member, Tool
from labapp.services import BorrowRequest, Context, Verdict

OUR_TOWN = ZoneInfo("Europe/Berlin")
MAX_TOOLS_AT_HOME = 3
STATUS = {"suspension": "suspended", "closure": "closed", "reinstatement": "active", "reopening": "active"}
NO, YES = False, True


def eligible(ctx: Context, request: BorrowRequest) -> Verdict:
    """Decide whether a member may borrow a tool."""
    then = DayBook(ctx, request)
    for row in TABLE:
        if row.applies(then):
            return Verdict(row.allowed, row.reason)
    return Verdict(True, "Go ahead.")


class DayBook:
    """What was known at one moment about one member and one tool; what happened later is not in it."""

    def __init__(self, ctx: Context, request: BorrowRequest) -> None:
        self.session, self.at = ctx.session, request.at
        self.member = ctx.session.get_one(Member, request.member_id)
        self.tool = ctx.session.get_one(Tool, request.tool_id)

    def not_a_member(self) -> bool:
        """Read the status of that day; the member's own field knows today's only."""
        turns = self._mine(Fact.kind.in_(STATUS))
        status = STATUS[turns[-1].kind] if turns else self.member.status_at_first
        return status != "active"

    def recalled(self) -> bool:
        """Tell whether the maker wants this batch back."""
        return bool(self._known(Fact.kind == "recall", Fact.batch == self.tool.batch))

    def never_shown(self) -> bool:
        """Tell whether an induction is needed, and there was none."""
        return self.tool.needs_induction and not self._shown

    def shown_too_long_ago(self) -> bool:
        """Count twelve months to the day: on the anniversary it has lapsed."""
        last = self._shown[-1:]
        lapsed = any(self._day >= _a_year_after(_day(fact.happened_at)) for fact in last)
        return self.tool.needs_induction and lapsed

    def refund_under_way(self) -> bool:
        """Tell whether a refund of the closed account had not arrived when it was reopened elsewhere."""
        if self._reopened_elsewhere is None:
            return False
        before = Entry.made_at <= self._reopened_elsewhere.happened_at
        refunds = select(Entry.id).where(Entry.kind == "refund", Entry.member_id == self.member.id, before)
        arrived = {fact.entry_id for fact in self._known(Fact.kind == "refund_settled")}
        return not set(self.session.scalars(refunds)) <= arrived

    def phone_not_verified_again(self) -> bool:
        """Tell whether the phone was last verified before the account was reopened elsewhere."""
        if self._reopened_elsewhere is None:
            return False
        noted = [fact.happened_at for fact in self._mine(Fact.kind == "phone_verified")]
        verified = [*noted, *filter(None, [self.member.phone_verified_at])]
        return not any(self._reopened_elsewhere.happened_at <= moment <= self.at for moment in verified)

    def home_is_full(self) -> bool:
        """Count what the whole household has out, as it lived that day."""
        out = select(func.count(Loan.id)).where(Loan.member_id.in_(self._at_home()), self._is_out)
        return (self.session.scalar(out) or 0) >= MAX_TOOLS_AT_HOME

    def late_on_a_plan(self) -> bool:
        """Tell whether something is late that a hardship plan forgives."""
        plans = self._mine(Fact.kind == "hardship_plan")
        return self.late() and bool(plans) and plans[-1].until is not None and plans[-1].until > self.at

    def late(self) -> bool:
        """Tell whether midnight has passed, here, on the day on which something was due."""
        due = select(Loan.due_at).where(Loan.member_id == self.member.id, self._is_out)
        return any(_day(due_at) < self._day for due_at in self.session.scalars(due))

    @property
    def _day(self) -> date:
        return _day(self.at)

    @property
    def _is_out(self) -> ColumnElement[bool]:
        still_out = or_(Loan.returned_at.is_(None), Loan.returned_at > self.at)
        return (Loan.borrowed_at <= self.at) & still_out

    @cached_property
    def _shown(self) -> list[Fact]:
        return self._mine(Fact.kind == "induction", Fact.tool_kind == self.tool.kind)

    @cached_property
    def _reopened_elsewhere(self) -> Fact | None:
        moved = self._mine(Fact.kind == "reopening", Fact.address.is_not(None))
        return moved[-1] if moved else None

    def _at_home(self) -> set[int]:
        registered = self.session.execute(select(Member.id, Member.household_at_first)).all()
        homes = dict(registered)
        moves = self._known(Fact.kind == "household")
        homes |= {move.member_id: move.household for move in moves if move.member_id}
        home = homes[self.member.id]
        return {self.member.id} | {who for who, where in homes.items() if home and where == home}

    def _mine(self, *about: ColumnElement[bool]) -> list[Fact]:
        return self._known(Fact.member_id == self.member.id, *about)

    def _known(self, *about: ColumnElement[bool]) -> list[Fact]:
        by_then = select(Fact).where(Fact.happened_at <= self.at, *about)
        return list(self.session.scalars(by_then.order_by(Fact.happened_at, Fact.id)))


def _day(moment: datetime) -> date:
    return moment.astimezone(OUR_TOWN).date()


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)


@dataclass(frozen=True)
class Row:
    """One rule: when it applies, what it says, why, and which incident taught it."""

    applies: Callable[[DayBook], bool]
    allowed: bool
    reason: str
    incident: str


TABLE = (
    Row(DayBook.not_a_member, NO, "The membership was not active at that time.", "2025-01"),
    Row(DayBook.recalled, NO, "The maker has recalled this batch.", "2019-07"),
    Row(DayBook.never_shown, NO, "Let somebody show you this kind of tool first.", "2018-09"),
    Row(DayBook.shown_too_long_ago, NO, "Your induction has lapsed: twelve months.", "2024-03"),
    Row(DayBook.refund_under_way, NO, "A refund of the closed account is under way.", "2021-03"),
    Row(DayBook.phone_not_verified_again, NO, "You moved: verify your phone again first.", "2021-09"),
    Row(DayBook.home_is_full, NO, "Three tools are out at your home already.", "2020-04"),
    Row(DayBook.late_on_a_plan, YES, "Go ahead: on your plan, late things can wait.", "2022-08"),
    Row(DayBook.late, NO, "Something was due before midnight.", "2023-07"),
)
"""The first row that applies decides; where none does, it is yes."""
