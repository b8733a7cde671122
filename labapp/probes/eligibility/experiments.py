"""One probe for what each incident taught, one for the price of each rule, one for an ordinary day."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ..experiment import Judgement, Probes
from ..finding import Family, Side
from ..target import Target
from .account_cases import PHONE, REFUND
from .calendar_cases import MIDNIGHT, PLAN
from .member_cases import HOUSEHOLD, PLAIN, SUSPENDED, THAT_DAY
from .tool_cases import LAPSED, RECALL, SHOWN
from .visits import EUR, Case, DayBook, Visit

TABLE = (PLAIN, SHOWN, RECALL, HOUSEHOLD, REFUND, PHONE, PLAN, MIDNIGHT, LAPSED, THAT_DAY)
"""The cases of every incident, in the order of the years."""


PRICED = (SHOWN, RECALL, REFUND, PHONE, LAPSED, THAT_DAY)
EVERYDAY = (PLAIN.every[1], PLAIN.every[3], SUSPENDED)
"""Somebody is late, somebody is not, somebody may not borrow at all: three different reasons."""
LENT = (*EVERYDAY, PLAN.every[2], *(cases.every[0] for cases in TABLE[1:]))
"""What is asked at the counter, too: an ordinary day, a plan that lets in, and a no for every incident."""


@contextmanager
def _at_the_desk(target: Target, name: str) -> Iterator[DayBook]:
    book = DayBook(target, name)
    book.look_back()
    yield book


ELIGIBILITY = Probes(Family.ELIGIBILITY, _at_the_desk)
probe = ELIGIBILITY.probe

LET_IN = "people wrongly let in"
TURNED_AWAY = "people wrongly turned away"
WRONG = "people wrongly judged"
ANSWER = "GET /tools/{id}/eligibility?member={id}&at="
ASK = f"then {ANSWER}"
REASONS = f"Visit as some who may borrow and some who may not, {ASK}… and read `reason`"
SAME = f"{ANSWER}… and POST /loans with the same member and moment"
EUROS = "Do what the other attacks do, and add up replacement_cents of what went out."


def _judge(book: DayBook, cases: Sequence[Case]) -> Judgement:
    wrong = [case for case in cases if case.judged(book)[0] is not case.allowed]
    which = ", ".join(f"“{case.says}” should be {'yes' if case.allowed else 'no'}" for case in wrong)
    return not wrong, float(len(wrong)), f"{which or 'All is well'}: {len(wrong)} of {len(cases)} wrong."


def _refused(*incidents: Sequence[Case]) -> list[Case]:
    return [case for cases in incidents for case in cases if not case.allowed]


def _admitted(*incidents: Sequence[Case]) -> list[Case]:
    return [case for cases in incidents for case in cases if case.allowed]


@probe(Side.ATTACK, LET_IN, f"POST /facts induction, {ASK}… for a tool with needs_induction")
def let_in_without_being_shown(book: DayBook) -> Judgement:
    """Does anybody get a saw without being shown?"""
    return _judge(book, _refused(SHOWN.every))


@probe(Side.ATTACK, LET_IN, f"POST /facts recall at 10:00, {ASK}2019-07-08T11:00:00Z")
def let_in_for_recalled_tools(book: DayBook) -> Judgement:
    """Does a recalled ladder go out?"""
    return _judge(book, _refused(RECALL.every))


@probe(Side.ATTACK, LET_IN, f"Two members with one household, three loans between them, {ASK}…")
def let_in_beyond_the_household(book: DayBook) -> Judgement:
    """Does one home get more than three tools?"""
    return _judge(book, _refused(HOUSEHOLD.every))


@probe(Side.ATTACK, LET_IN, f"POST a refund, /facts closure, reopening, {ASK}2021-03-04T10:00:00Z")
def let_in_with_a_refund_under_way(book: DayBook) -> Judgement:
    """Reopened, the refund under way: who gets in?"""
    return _judge(book, _refused(REFUND.every))


@probe(Side.ATTACK, LET_IN, f"POST /facts closure, reopening with an address, {ASK}2021-09-07T10:00:00Z")
def let_in_without_the_phone(book: DayBook) -> Judgement:
    """Reopened elsewhere: is the phone verified again?"""
    return _judge(book, _refused(PHONE.every))


@probe(Side.ATTACK, TURNED_AWAY, f"POST /facts hardship_plan, a loan that is late, {ASK}2022-08-08T10:00:00Z")
def turned_away_on_a_plan(book: DayBook) -> Judgement:
    """Late, on a hardship plan: who is turned away?"""
    return _judge(book, _admitted(PLAN.every))


@probe(Side.ATTACK, TURNED_AWAY, f"A loan due 2023-07-10T09:00:00Z, {ASK}2023-07-10T21:30:00Z")
def turned_away_on_the_due_day(book: DayBook) -> Judgement:
    """On the day it is due: who is turned away?"""
    return _judge(book, _admitted(MIDNIGHT.every))


@probe(Side.ATTACK, LET_IN, f"POST /facts induction on 2023-05-14, {ASK}2024-05-14T08:00:00Z")
def let_in_after_twelve_months(book: DayBook) -> Judgement:
    """Does an induction lapse after twelve months?"""
    return _judge(book, _refused(LAPSED.every))


@probe(Side.ATTACK, WRONG, f"POST /facts closure in March, reopening in June, {ASK}2024-05-01T10:00:00Z")
def judged_by_todays_status(book: DayBook) -> Judgement:
    """Who was a member on that day?"""
    return _judge(book, THAT_DAY.every)


@probe(Side.ATTACK, "euros handed out wrongly", EUROS)
def euros_handed_out(book: DayBook) -> Judgement:
    """What goes out to people who should wait?"""
    judged = [_refused(cases.every)[0].judged(book) for cases in PRICED]
    gone = [visit for allowed, visit in judged if allowed]
    euros = sum(visit.tool["replacement_cents"] for visit in gone) / EUR
    return not gone, euros, f"{len(gone)} of {len(judged)} went out, tools worth {euros:g} euros."


@probe(Side.CONTRACT, WRONG, f"Three loans, or one that is ten days late, {ASK}2020-04-30T10:00:00Z")
def plain_rules_broken(book: DayBook) -> Judgement:
    """Three tools, nothing late: does it still hold?"""
    return _judge(book, [*PLAIN.every, SUSPENDED])


@probe(Side.CONTRACT, "answers without a reason", REASONS)
def answers_without_a_reason(book: DayBook) -> Judgement:
    """Is everybody told why?"""
    answers = [book.answer(case.visit(book)) for case in EVERYDAY]
    mute = sum(not str(answer.get("reason") or "").strip() for answer in answers)
    said = {str(answer.get("reason")) for answer in answers}
    missing = mute or len(answers) - len(said)
    return not missing, float(missing), f"{len(answers)} people were told {len(said)} different things."


@probe(Side.CONTRACT, "loans unlike the answer", SAME)
def loans_unlike_the_answer(book: DayBook) -> Judgement:
    """Does the counter do what it says?"""
    unlike = []
    for case in LENT:
        book.clear_shelf()
        allowed, visit = case.judged(book)
        if allowed is not _lent(book, visit):
            unlike.append(f"“{case.says}”")
    which = f": {', '.join(unlike)}" if unlike else ""
    told = f"{len(unlike)} of {len(LENT)} loans went against the answer{which}."
    return not unlike, float(len(unlike)), told


def _lent(book: DayBook, visit: Visit) -> bool:
    body = {"tool_id": visit.tool["id"], "member_id": visit.member_id, "borrowed_at": visit.at}
    return book.admin.post("/loans", **body).ok


@probe(Side.OVER_FIX, TURNED_AWAY, f"POST /facts recall at 10:00, {ASK}2019-07-08T09:00:00Z")
def turned_away_beside_the_recall(book: DayBook) -> Judgement:
    """Before the recall, another batch: who is out?"""
    return _judge(book, _admitted(RECALL.every))


@probe(Side.OVER_FIX, TURNED_AWAY, f"POST /facts household null for the partner, {ASK}2020-04-07T10:00:00Z")
def turned_away_for_others(book: DayBook) -> Judgement:
    """Moved out, living alone: who is turned away?"""
    return _judge(book, _admitted(HOUSEHOLD.every))


@probe(Side.OVER_FIX, TURNED_AWAY, f"POST /facts refund_settled, phone_verified, {ASK}2021-09-07T10:00:00Z")
def turned_away_after_coming_back(book: DayBook) -> Judgement:
    """Came back honestly: who is turned away?"""
    return _judge(book, _admitted(REFUND.every, PHONE.every))


@probe(Side.OVER_FIX, TURNED_AWAY, f"POST /facts induction on 2023-05-14, {ASK}2024-05-13T21:30:00Z")
def turned_away_while_it_is_good(book: DayBook) -> Judgement:
    """The induction is still good: who is out?"""
    return _judge(book, _admitted(SHOWN.every, LAPSED.every))


@probe(Side.OVER_FIX, LET_IN, f"A hardship plan that is over, a loan that is late, {ASK}2022-08-08T10:00:00Z")
def let_in_by_the_plan(book: DayBook) -> Judgement:
    """Is the hardship plan a master key?"""
    return _judge(book, _refused(PLAN.every))


@probe(Side.OVER_FIX, LET_IN, f"A loan due 2023-07-10T09:00:00Z, {ASK}2023-07-10T22:30:00Z")
def let_in_after_midnight(book: DayBook) -> Judgement:
    """Late since local midnight: who gets in?"""
    return _judge(book, _refused(MIDNIGHT.every))
