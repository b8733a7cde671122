"""Money: who pays twice, or is paid twice, when a posting is sent twice."""

from collections.abc import Callable
from functools import partial

from ..experiment import Judgement, NoLever, Probes
from ..finding import Family, Side
from .clerk import (
    CENTS,
    DEPOSIT_CENTS,
    FOUR,
    GIVE_BACK,
    LATER_SECONDS,
    SEND,
    at_the_till,
    entry_ids,
    euros,
    four_postings,
    off_by,
)
from .till import Till

MONEY = Probes(Family.MONEY, at_the_till)
probe = MONEY.probe


@probe(Side.ATTACK, "euros too much", f"{SEND} & {SEND} & wait")
def paid_twice_at_once(till: Till) -> Judgement:
    """A double click: who pays twice?"""
    for _ in range(till.trials):
        till.call_next()
        click = partial(till.pay, CENTS, till.key())
        till.at_once(click, click)
    wrong = sum(till.booked("payment")) - till.trials * CENTS
    return off_by(wrong, f"{till.trials} double clicks on {euros(CENTS):.2f}, {till.how}")


@probe(Side.ATTACK, "euros too much", f"{SEND}; {SEND}")
def paid_twice_after_a_lost_reply(till: Till) -> Judgement:
    """A reply is lost: who pays twice?"""
    wrong = _booked_again(till, pause=lambda: till.target.clock.sleep(LATER_SECONDS))
    return off_by(wrong, f"{FOUR}, each sent again with its key")


@probe(Side.ATTACK, "euros too much", f"{SEND}; restart the backend; {SEND}")
def paid_twice_after_a_restart(till: Till) -> Judgement:
    """Restarted before the retry: who pays twice?"""
    if till.target.restart is None:
        raise NoLever("Whatever answers at an address cannot be restarted from here.")
    wrong = _booked_again(till, pause=till.target.restart)
    return off_by(wrong, f"{FOUR}, each sent again after a restart")


def _booked_again(till: Till, pause: Callable[[], object]) -> int:
    """Send four postings, pause, send them again; return by how many cents the books have changed."""
    postings = four_postings(till)
    for key, posting in postings:
        entry_ids(till, key, posting)
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
    return off_by(wrong, f"{till.trials} × two refunds of {euros(DEPOSIT_CENTS):.2f}, {till.how}")


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
    halves = f"{till.trials} × two halves of {euros(DEPOSIT_CENTS):.2f} and one half more"
    return off_by(wrong, f"{halves}, {till.how}")
