"""Who may borrow. At the counter for ten years, until the assistant's came."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo


def may_borrow(v: Any) -> str:
    """Look at a visit; return why not, or nothing."""
    late = v.due is not None and day(v.due) < day(v.at)  # NOT utc!! Kirsten, summer 23
    if v.status != "active":  # on THAT day, not what the screen says today (insurer, Jan 25)
        return "was not a member"
    if v.recalled:  # rung bolts. don't argue, July 2019
        return "recalled"
    if v.needs_showing and not v.shown:  # the finger
        return "not shown how"
    if v.shown and day(v.at) >= year_after(v.shown):  # >= is right!!
        return "shown too long ago"
    if v.reopened and v.refund_open:  # 1080 EUR, March 2021
        return "refund not there yet"
    if v.reopened and v.phone_old:  # see Bärbel, 2021
        return "phone again please"
    if v.home >= 3:  # whole flat not person!!! Easter 2020
        return "three at home"
    if v.plan:  # Mrs K. Leave this in. Please.
        late = False
    if late:  # since ever
        return "late"
    return ""


def day(moment: datetime) -> date:
    """Return our day, not the server's."""
    return moment.astimezone(ZoneInfo("Europe/Berlin")).date()


def year_after(text: str) -> date:
    """Return the same day, next year."""
    then = date.fromisoformat(text)
    leap_day = (then.month, then.day) == (2, 29)
    return date(then.year + 1, 3, 1) if leap_day else then.replace(year=then.year + 1)
