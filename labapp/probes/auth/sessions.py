"""Auth: how long a session lasts, long enough and not for ever."""

from ..experiment import Judgement, NoLever, Probes
from ..finding import Family, Side
from ..people import Library
from .attempts import OPEN, SHUT, account, opened
from .doors import Doors

HALF_AN_HOUR = 1800.0
LONG_SECONDS = 100 * 86_400.0

AUTH = Probes(Family.AUTH, opened)
probe = AUTH.probe


@probe(Side.OVER_FIX, SHUT, "Log in, wait for half an hour, GET your account.")
def half_an_hour_later(library: Library) -> Judgement:
    """Does a session last half an hour?"""
    member, doors = library.newcomer(), Doors()
    _wait(library, HALF_AN_HOUR)
    doors.look(member, account(member))
    return doors.all_opened(library.admin)


@probe(Side.ATTACK, OPEN, "Log in, wait for a hundred days, GET your account with the same token.")
def tokens_without_an_end(library: Library) -> Judgement:
    """A hundred days later: does a token still work?"""
    member, doors = library.newcomer(), Doors()
    _wait(library, LONG_SECONDS)
    doors.look(member, account(member))
    return doors.none_opened()


def _wait(library: Library, seconds: float) -> None:
    if library.target.later is None:
        raise NoLever("This needs a clock that can be set forward, and only the lab has one.")
    library.target.later(seconds)
