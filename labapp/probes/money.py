"""Money: is every cent charged once, given back once, and never lost on the way?

Each probe posts to the ledger as a clerk would, with retries, double clicks and colleagues, and then reads
what was booked. Its docstring is the question that it answers, short enough for a table.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Any

from .experiment import Judgement, Probes, Unmeasurable
from .finding import Family, Side
from .people import made
from .target import Target
from .till import Till

CENTS = 1234
DEPOSIT_CENTS = 2000
SPLITS, FEES = 30, 60
SHARERS = 7
LATER_SECONDS = 1.0


@contextmanager
def _at_the_till(target: Target, name: str) -> Iterator[Till]:
    yield Till(target, name)


MONEY = Probes(Family.MONEY, _at_the_till)
PROBES, probe = MONEY.every, MONEY.probe


def _curl(body: str, key: str = "") -> str:
    header = f"-H 'Idempotency-Key: {key}' " if key else ""
    return (
        f"curl -sX POST $URL/ledger -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' "
        f"{header}-d '{body}'"
    )


def _euros(cents: int) -> float:
    return round(cents / 100, 2)


def _off_by(cents: int, told: str) -> Judgement:
    return cents == 0, _euros(abs(cents)), f"{_euros(cents):+.2f} euros: {told}."


PAY = '{"type": "payment", "member_id": 1, "kind": "payment", "amount_cents": 1234}'
REFUND = '{"type": "refund", "deposit_id": DEPOSIT, "amount_cents": 2000}'
SEND = _curl(PAY, "key-1")
GIVE_BACK = _curl(REFUND)


@probe(Side.ATTACK, "euros too much", f"{SEND} & {SEND} & wait")
def paid_twice_at_once(till: Till) -> Judgement:
    """A double click: who pays twice?"""
    for _ in range(till.trials):
        till.call_next()
        click = partial(till.pay, CENTS, till.key())
        till.at_once(click, click)
    wrong = sum(till.booked("payment")) - till.trials * CENTS
    return _off_by(wrong, f"{till.trials} double clicks on {_euros(CENTS):.2f}, {till.how}")


@probe(Side.ATTACK, "euros too much", f"{SEND}; {SEND}")
def paid_twice_after_a_lost_reply(till: Till) -> Judgement:
    """A reply is lost: who pays twice?"""
    wrong = _booked_again(till, pause=lambda: till.target.clock.sleep(LATER_SECONDS))
    return _off_by(wrong, f"{FOUR}, each sent again with its key")


@probe(Side.ATTACK, "euros too much", f"{SEND}; restart the backend; {SEND}")
def paid_twice_after_a_restart(till: Till) -> Judgement:
    """Restarted before the retry: who pays twice?"""
    if till.target.restart is None:
        raise Unmeasurable("This target cannot be restarted from here.")
    wrong = _booked_again(till, pause=till.target.restart)
    return _off_by(wrong, f"{FOUR}, each sent again after a restart")


FOUR = "a fee, a split, a payment and a refund"


def _four_postings(till: Till) -> list[tuple[str, dict[str, Any]]]:
    """Make a posting of each type, each with a key of its own."""
    who = {"member_id": till.member}
    postings: tuple[dict[str, Any], ...] = (
        {"type": "fee", "kind": "repair", "daily_rate_cents": 100, "days": 3, **who},
        {"type": "split", "kind": "loss", "total_cents": 900, "member_ids": [till.member]},
        {"type": "payment", "kind": "payment", "amount_cents": CENTS, **who},
        {"type": "refund", "deposit_id": till.deposit(DEPOSIT_CENTS), "amount_cents": 500},
    )
    return [(till.key(), posting) for posting in postings]


def _entry_ids(till: Till, key: str, posting: dict[str, Any]) -> Any:
    return made(till.post(key, **posting), f"POST /ledger ({posting['type']})")["entry_ids"]


def _booked_again(till: Till, pause: Callable[[], object]) -> int:
    """Send four postings, pause, send them again; return by how many cents the books have changed."""
    postings = _four_postings(till)
    for key, posting in postings:
        _entry_ids(till, key, posting)
    before = sum(till.booked())
    pause()
    for key, posting in postings:
        till.post(key, **posting)
    return sum(till.booked()) - before


@probe(Side.ATTACK, "euros too much", f"{GIVE_BACK} & {GIVE_BACK} & wait")
def refunded_twice_at_once(till: Till) -> Judgement:
    """Two refund one deposit at once: who pays?"""
    for _ in range(till.trials):
        till.call_next()
        give_back = partial(till.refund, till.deposit(DEPOSIT_CENTS), DEPOSIT_CENTS)
        till.at_once(give_back, give_back)
    wrong = sum(till.booked("refund")) - till.trials * DEPOSIT_CENTS
    return _off_by(wrong, f"{till.trials} × two refunds of {_euros(DEPOSIT_CENTS):.2f}, {till.how}")


@probe(Side.ATTACK, "euros too much", "Refund two halves at once, then ask for one half more.")
def refunded_beyond_two_halves(till: Till) -> Judgement:
    """Two halves go back at once: is that all?"""
    half = DEPOSIT_CENTS // 2
    for _ in range(till.trials):
        till.call_next()
        give_back = partial(till.refund, till.deposit(DEPOSIT_CENTS), half)
        answers = till.at_once(give_back, give_back)
        for _ in [answer for answer in answers if not answer.ok]:
            give_back()  # "not now" is an answer; a steward tries again
        give_back()  # and this one is too much
    wrong = sum(till.booked("refund")) - till.trials * DEPOSIT_CENTS
    halves = f"{till.trials} × two halves of {_euros(DEPOSIT_CENTS):.2f} and one half more"
    return _off_by(wrong, f"{halves}, {till.how}")


SPLIT = '{"type": "split", "member_ids": [1, 2, 3], "kind": "loss", "total_cents": 10000}'


@probe(Side.ATTACK, "cents that do not add up", _curl(SPLIT))
def cents_lost_in_splits(till: Till) -> Judgement:
    """Do the parts of a split add up?"""
    chance, ids = Random(2018), [till.newcomer() for _ in range(SHARERS)]
    parts: dict[str, int] = {}
    made_by: list[tuple[int, list[Any]]] = []
    for _ in range(SPLITS):
        total, sharers = chance.randint(1, 99_999), chance.sample(ids, chance.randint(2, SHARERS))
        answer = till.post(type="split", kind="loss", total_cents=total, member_ids=sharers)
        made_by.append((total, made(answer, "POST /ledger (split)")["entry_ids"]))
    for member_id in ids:
        parts |= {str(entry["id"]): entry["amount_cents"] for entry in till.entries_of(member_id)}
    shared = [
        (total, [parts.get(str(entry_id), 0) for entry_id in entry_ids]) for total, entry_ids in made_by
    ]
    lost = sum(abs(total - sum(cents)) for total, cents in shared)
    uneven = sum(max(cents) - min(cents) > 1 for _, cents in shared)
    told = f"{lost} cents lost or made up in {SPLITS} splits among 2 to {SHARERS}, {uneven} of them uneven."
    return lost == 0 and uneven == 0, float(lost), told


FEE = (
    '{"type": "fee", "member_id": 1, "kind": "repair", "daily_rate_cents": 5, "days": 1, '
    '"discount_percent": 50}'
)


@probe(Side.CONTRACT, "cents off", _curl(FEE))
def fees_off_by_a_cent(till: Till) -> Judgement:
    """Are fees right to the cent, ties to even?"""
    chance, off, ties = Random(2021), 0, 0
    for number in range(FEES):
        rate, days, discount = chance.randint(1, 999), chance.randint(1, 60), chance.randint(0, 99)
        if number % 2:  # half of an odd number of cents
            rate, days, discount = rate | 1, days | 1, 50
        fee: dict[str, Any] = {"daily_rate_cents": rate, "days": days, "discount_percent": discount}
        answer = till.post(type="fee", member_id=till.member, kind="repair", **fee)
        hundredths = rate * days * (100 - discount)
        ties += hundredths % 100 == 50
        off += abs(made(answer, "POST /ledger (fee)")["total_cents"] - _half_even(hundredths))
    return off == 0, float(off), f"{off} cents off in {FEES} random fees, {ties} of them exact ties."


def _half_even(hundredths: int) -> int:
    cents, rest = divmod(hundredths, 100)
    return cents + (rest > 50 or (rest == 50 and cents % 2 == 1))


@probe(Side.CONTRACT, "answers", f"{SEND}; {SEND}")
def another_answer_after_a_lost_reply(till: Till) -> Judgement:
    """Sent again: is it the first answer?"""
    postings = _four_postings(till)
    first = [_entry_ids(till, key, posting) for key, posting in postings]
    till.target.clock.sleep(LATER_SECONDS)
    again = [till.post(key, **posting) for key, posting in postings]
    pairs = zip(again, first, strict=True)
    other = sum(not answer.ok or answer.json()["entry_ids"] != ids for answer, ids in pairs)
    statuses = ", ".join(str(answer.status_code) for answer in again)
    return other == 0, float(other), f"{other} of 4 answers are others now ({statuses}): {FOUR}."


@probe(Side.CONTRACT, "euros", f"{SEND}; then the same key with another amount")
def other_amount_under_the_same_key(till: Till) -> Judgement:
    """Same key, other amount: is it refused?"""
    key = till.key()
    made(till.pay(CENTS, key), "POST /ledger")
    answer = till.pay(2 * CENTS, key)
    more = sum(till.booked("payment")) - CENTS
    refused = 400 <= answer.status_code < 500
    told = f"{_euros(more):.2f} euros were booked, and it answered {answer.status_code}."
    return refused and more == 0, _euros(more), told


@probe(Side.CONTRACT, "euros", "Refund 7.00 and 13.00 of a deposit of 20.00, then one cent more.")
def refund_not_to_the_cent(till: Till) -> Judgement:
    """A deposit goes back in parts: all of it?"""
    deposit = till.deposit(DEPOSIT_CENTS)
    answers = [till.refund(deposit, cents) for cents in (700, 1300, 1)]
    wrong = sum(till.booked("refund")) - DEPOSIT_CENTS
    statuses = ", ".join(str(answer.status_code) for answer in answers)
    return _off_by(wrong, f"7.00, 13.00 and 0.01 of 20.00 were answered {statuses}")


@probe(Side.OVER_FIX, "charges refused", f"{_curl(PAY, 'key-1')}; {_curl(PAY, 'key-2')}; {_curl(PAY)}")
def equal_charges_refused(till: Till) -> Judgement:
    """Three equal charges: do all three count?"""
    answers = [till.pay(CENTS, till.key()), till.pay(CENTS, till.key()), till.pay(CENTS)]
    refused = len(answers) - len(till.booked("payment"))
    statuses = ", ".join(str(answer.status_code) for answer in answers)
    told = f"{refused} of 3 not booked ({statuses}): {_euros(CENTS):.2f} with two keys and without one."
    return refused == 0, float(refused), told


@probe(Side.OVER_FIX, "charges refused", f"{_curl(PAY, 'key-1')} & {_curl(PAY, 'key-2')} & wait")
def honest_charges_at_once_refused(till: Till) -> Judgement:
    """Two keys at once: are both booked?"""
    for _ in range(till.trials):
        till.call_next()
        till.at_once(partial(till.pay, CENTS, till.key()), partial(till.pay, 2 * CENTS, till.key()))
    refused = 2 * till.trials - len(till.booked("payment"))
    return (
        refused == 0,
        float(refused),
        f"{refused} of {2 * till.trials} charges of two clerks were not booked.",
    )
