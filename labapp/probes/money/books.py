"""Money: the books to the cent, the same answer to the same key, and honest charges that all count."""

from functools import partial
from random import Random
from typing import Any

from ..experiment import Judgement, Probes
from ..finding import Family, Side
from ..people import made
from .clerk import (
    CENTS,
    DEPOSIT_CENTS,
    FOUR,
    LATER_SECONDS,
    PAY,
    SEND,
    at_the_till,
    curl,
    entry_ids,
    euros,
    four_postings,
    off_by,
)
from .till import Till

SPLITS, FEES = 30, 60
SHARERS = 7

MONEY = Probes(Family.MONEY, at_the_till)
probe = MONEY.probe

SPLIT = '{"type": "split", "member_ids": [1, 2, 3], "kind": "loss", "total_cents": 10000}'


@probe(Side.ATTACK, "cents that do not add up", curl(SPLIT))
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


@probe(Side.CONTRACT, "cents off", curl(FEE))
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
    postings = four_postings(till)
    first = [entry_ids(till, key, posting) for key, posting in postings]
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
    told = f"{euros(more):.2f} euros were booked, and it answered {answer.status_code}."
    return refused and more == 0, euros(more), told


@probe(Side.CONTRACT, "euros", "Refund 7.00 and 13.00 of a deposit of 20.00, then one cent more.")
def refund_not_to_the_cent(till: Till) -> Judgement:
    """A deposit goes back in parts: all of it?"""
    deposit = till.deposit(DEPOSIT_CENTS)
    answers = [till.refund(deposit, cents) for cents in (700, 1300, 1)]
    wrong = sum(till.booked("refund")) - DEPOSIT_CENTS
    statuses = ", ".join(str(answer.status_code) for answer in answers)
    return off_by(wrong, f"7.00, 13.00 and 0.01 of 20.00 were answered {statuses}")


@probe(Side.OVER_FIX, "charges refused", f"{curl(PAY, 'key-1')}; {curl(PAY, 'key-2')}; {curl(PAY)}")
def equal_charges_refused(till: Till) -> Judgement:
    """Three equal charges: do all three count?"""
    answers = [till.pay(CENTS, till.key()), till.pay(CENTS, till.key()), till.pay(CENTS)]
    refused = len(answers) - len(till.booked("payment"))
    statuses = ", ".join(str(answer.status_code) for answer in answers)
    told = f"{refused} of 3 not booked ({statuses}): {euros(CENTS):.2f} with two keys and without one."
    return refused == 0, float(refused), told


@probe(Side.OVER_FIX, "charges refused", f"{curl(PAY, 'key-1')} & {curl(PAY, 'key-2')} & wait")
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
