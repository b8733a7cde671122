"""Invent ten years of decisions.

`python -m labapp.labs.misunderstood_eligibility.decision_generator` writes data/decisions.csv anew.

Everything here is chosen, not measured: how often something odd comes up, and what it costs when it is
decided the other way. Two of these rates are sliders in the notebook.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from .decisions import FILE, Decision, write

SEED = 2018
BERLIN = ZoneInfo("Europe/Berlin")
VISITS = {2016: 1200, 2017: 1400, 2018: 1600, 2019: 1800, 2020: 1500,
          2021: 2000, 2022: 2300, 2023: 2600, 2024: 2800, 2025: 2800}  # fmt: skip


@dataclass(frozen=True)
class Rates:
    """What can be turned: how many odd visits there are, and what one costs, in per cent of ours."""

    odd_percent: int = 100
    price_percent: int = 100


@dataclass(frozen=True)
class OddVisit:
    """A kind of visit that needs a reason: its incident, since when, how often in a thousand visits.

    `goes_wrong`: how often the contrary decision costs something; `euros`: from, to. `hurts`: whether
    somebody is wronged when it does.
    """

    incident: str
    since: date
    per_thousand: float
    goes_wrong: float
    euros: tuple[int, int]
    hurts: bool = True


ODD_VISITS = (
    OddVisit("2018-09", date(2018, 9, 17), 2.4, 0.25, (150, 900)),
    OddVisit("2019-07", date(2019, 7, 8), 2.7, 0.20, (300, 1800)),
    OddVisit("2020-04", date(2020, 4, 14), 3.4, 0.50, (10, 60)),
    OddVisit("2021-03", date(2021, 3, 8), 0.9, 0.90, (300, 1080), hurts=False),
    OddVisit("2021-09", date(2021, 9, 13), 0.9, 0.90, (250, 980)),
    OddVisit("2022-08", date(2022, 8, 15), 1.9, 0.60, (20, 240)),
    OddVisit("2023-07", date(2023, 7, 10), 2.9, 0.30, (5, 40)),
    OddVisit("2024-03", date(2024, 3, 11), 2.0, 0.20, (200, 1500)),
    OddVisit("2025-01", date(2025, 1, 20), 1.6, 0.40, (60, 400)),
)


def decisions(rates: Rates | None = None) -> tuple[Decision, ...]:
    """Invent all visits of ten years, in the order in which they happened."""
    rates, chance = rates or Rates(), Random(SEED)
    moments = sorted(_moment(chance, year) for year, visits in VISITS.items() for _ in range(visits))
    return tuple(_visit(chance, at, rates) for at in moments)


def _moment(chance: Random, year: int) -> datetime:
    day = datetime(year, 1, 2, tzinfo=BERLIN) + timedelta(days=chance.randrange(363))
    return day.replace(hour=chance.randint(9, 18), minute=chance.randrange(60)).astimezone(UTC)


def _visit(chance: Random, at: datetime, rates: Rates) -> Decision:
    usual = _usual(chance, at)
    dice = chance.random() * 1000
    for odd in ODD_VISITS:
        dice -= odd.per_thousand * rates.odd_percent / 100 * (at.date() >= odd.since)
        if dice < 0:
            odd_one = _with_something_out(replace(usual, **_facts(chance, at, odd.incident)))
            return _priced(chance, odd_one, odd, rates)
    return _ordinary(chance, usual)


def _usual(chance: Random, at: datetime) -> Decision:
    tool = chance.choices(("hand", "power", "ladder"), (55, 35, 10))[0]
    own = chance.choices((0, 1, 2), (60, 28, 12))[0]
    home = max(own, chance.choices((0, 1, 2), (60, 28, 12))[0])
    shown = at.date() - timedelta(days=chance.randrange(1, 300))
    needed = tool == "power" and chance.random() < 0.3
    return Decision(at, tool, own, home, needs_showing=needed, shown=shown.isoformat() if needed else "")


def _with_something_out(visit: Decision) -> Decision:
    """Whatever is due is out."""
    if visit.due is None:
        return visit
    return replace(visit, own=max(1, visit.own), home=max(1, visit.home))


def _facts(chance: Random, at: datetime, incident: str) -> dict[str, Any]:
    """Return what is odd about a visit, and what the rule says of it."""
    no: dict[str, Any] = {"allowed": False, "because": incident}
    match incident:
        case "2018-09":
            return {**no, "tool": "power", "needs_showing": True, "shown": ""}
        case "2019-07":
            return {**no, "tool": "ladder", "needs_showing": False, "shown": "", "recalled": True}
        case "2020-04":
            return {**no, "home": 3}
        case "2021-03":
            return {**no, "reopened": True, "refund_open": True}
        case "2021-09":
            return {**no, "reopened": True, "phone_old": True}
        case "2022-08":
            due = at - timedelta(days=chance.randint(2, 20))
            return {"because": incident, "plan": True, "due": due}
        case "2023-07":
            due = at.astimezone(BERLIN).replace(hour=chance.randint(1, 8))
            return {"because": incident, "due": due.astimezone(UTC)}
        case "2024-03":
            lapsed = chance.choice((0, 1, chance.randint(2, 150)))
            shown = _a_year_before(at.astimezone(BERLIN).date()) - timedelta(days=lapsed)
            return {**no, "tool": "power", "needs_showing": True, "shown": shown.isoformat()}
        case _:
            gone = {"status": "closed"} if chance.random() < 0.6 else None
            return {**no, **gone} if gone else {"because": incident, "screen": "suspended"}


def _a_year_before(day: date) -> date:
    return date(day.year - 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _priced(chance: Random, visit: Decision, odd: OddVisit, rates: Rates) -> Decision:
    goes_wrong, euros = chance.random() < odd.goes_wrong, chance.randint(*odd.euros)
    cost = euros * rates.price_percent // 100 if goes_wrong else 0
    if visit.allowed:
        return replace(visit, cost_away=cost)
    return replace(visit, cost_in=cost, hurt=goes_wrong and odd.hurts)


def _ordinary(chance: Random, visit: Decision) -> Decision:
    """Decide an everyday visit, which every rule decides alike; tools break in honest hands, too."""
    dice, goes_wrong, euros = chance.random(), chance.random(), chance.randint(15, 70)
    costs = euros * (goes_wrong < 0.1)
    no: dict[str, Any] = {"allowed": False, "because": "2018-06", "cost_in": costs}
    if dice < 0.020:
        late = replace(visit, **no, due=visit.at - timedelta(days=chance.randint(2, 30)))
        return _with_something_out(late)
    if dice < 0.036:
        return replace(visit, **no, own=3, home=3, hurt=goes_wrong < 0.1)
    if dice < 0.040:
        gone = chance.choice(("closed", "suspended"))
        return replace(visit, **no, status=gone, screen=gone)
    if dice < 0.042:
        visit = replace(visit, reopened=True)
    return replace(visit, cost_in=euros * (goes_wrong < 0.0025))


def main() -> None:
    """Write the file anew."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        write(decisions(), file)


if __name__ == "__main__":
    main()
