"""Exposed ids: what somebody learns from the ids and fields that are handed to them in all honesty.

Nobody opens here what is not theirs: that is for the auth probes. Existing or missing is judged only where
the backend refuses, by status and body; not by time, which is simulated in the lab and noise elsewhere.
"""

from typing import Any

from . import own_ids
from .answers import internal, places, told_apart
from .decoding import ascending, counting, guesses, moments
from .experiment import Judgement, Probes, Unmeasurable
from .finding import Family, Side
from .people import Library, Person, made
from .receipts import NUMBERS_OF_NOBODY, listed, of_nobody, opened, receipts

OWN, OTHERS, IN_A_ROW, MORNINGS = 3, 5, 10, 5
DAY_SECONDS = 86_400.0
SMALL_NUMBERS = range(1, 9)


IDS = Probes(Family.IDS, opened)
probe = IDS.probe


THREE = "POST /loans three times, let somebody else borrow five times, write down what their ids will be."


@probe(Side.ATTACK, "records guessed", THREE)
def records_guessed(library: Library) -> Judgement:
    """From three own ids: who can guess the next?"""
    visitor, others = library.newcomer(), library.newcomer()
    own = [loan["id"] for loan in receipts(library, visitor, OWN)]
    theirs = [str(loan["id"]) for loan in receipts(library, others, OTHERS)]
    guessed = guesses(own)
    hits = [each for each in theirs if each in guessed]
    how = f", read as {guessed[hits[0]]}" if hits else ""
    said = f"{len(hits)} of {OTHERS} loans of others in {len(guessed)} guesses from {own[-1]}{how}."
    return not hits, float(len(hits)), said


@probe(Side.ATTACK, "ids that tell", "Read the first 48 bits of an id as milliseconds since 1970.")
def ids_tell_time(library: Library) -> Judgement:
    """Does an id say when it was made?"""
    now = library.target.clock.now()
    own = [loan["id"] for loan in receipts(library, library.newcomer(), OWN)]
    near = [{name for name, at in moments(each).items() if abs(at - now) < DAY_SECONDS} for each in own]
    how = sorted(set.intersection(*near))
    tell = len(own) if how else 0
    which = f"{' and '.join(how)} of {own[0]}" if how else f"no part of {own[0]}"
    return not how, float(tell), f"{tell} of {OWN} ids carry their moment: {which}, to within a day."


@probe(Side.ATTACK, "ids in order", "POST /loans ten times and compare each id with the one before.")
def ids_in_order(library: Library) -> Judgement:
    """Do ids come in the order of their making?"""
    own = [loan["id"] for loan in receipts(library, library.newcomer(), IN_A_ROW)]
    reading = ascending(own)
    if reading is None:
        return True, 0.0, f"{IN_A_ROW} ids in a row rise in no reading (by chance: once in 3.6 million)."
    return False, float(IN_A_ROW), f"{IN_A_ROW} ids in a row rise, read as {reading}: {own[0]} to {own[-1]}."


PLACES = "Do the same five times with new people and tools; look for what counts: fields, headers, texts."


@probe(Side.ATTACK, "places", PLACES)
def row_numbers_elsewhere(library: Library) -> Judgement:
    """Where else do row numbers come through?"""
    stranger = library.newcomer()
    neighbour, loan = _borrow(library, {})
    mornings: list[dict[str, str]] = []
    for _ in range(MORNINGS):
        answers: dict[str, Any] = {}
        _ask_around(library, stranger, loan, answers)
        last, (neighbour, loan) = (neighbour, loan), _borrow(library, answers)
        _hand_over(last, neighbour, answers)
        mornings.append(
            {place: value for name, answer in answers.items() for place, value in places(name, answer)}
        )
    everywhere = [place for place in mornings[-1] if all(place in seen for seen in mornings)]
    found = [place for place in everywhere if counting([seen[place] for seen in mornings])]
    said = f"{len(found)} of {len(everywhere)} places count from one person to the next{listed(found)}."
    return not found, float(len(found)), said


def _borrow(library: Library, answers: dict[str, Any]) -> tuple[Person, dict[str, Any]]:
    """Let somebody new borrow a new tool."""
    neighbour = library.newcomer(name=f"Neighbour {library.run}")
    tool = library.admin.post("/tools", name=f"Spade {library.run}", kind="hand", deposit_cents=500)
    loan = neighbour.post("/loans", tool_id=made(tool, "POST /tools")["id"])
    answers |= {"member": neighbour.get(f"/members/{neighbour.id}"), "tool": tool, "loan": loan}
    return neighbour, made(loan, "POST /loans")


def _ask_around(library: Library, stranger: Person, loan: dict[str, Any], answers: dict[str, Any]) -> None:
    """Ask for a loan as somebody else, and for one that does not exist."""
    answers["refusal"] = stranger.get(f"/loans/{loan['id']}")
    answers["nothing there"] = library.admin.get(f"/loans/{of_nobody(loan['id'])}")


def _hand_over(last: tuple[Person, dict[str, Any]], neighbour: Person, answers: dict[str, Any]) -> None:
    """Let somebody wait for the tool that another brings back, borrow it, and look through what is theirs."""
    owner, loan = last
    answers["reservation"] = neighbour.post("/reservations", tool_id=loan["tool_id"])
    answers["return"] = owner.post(f"/loans/{loan['id']}/return")
    neighbour.post("/loans", tool_id=loan["tool_id"])
    answers["own loans"] = neighbour.get("/loans", per_page=1)
    answers["ledger"] = neighbour.get("/ledger")
    answers["notifications"] = neighbour.get("/notifications")


CANARIES = "PATCH a member's notes, POST a tool with its purchase price, read both as the member."


@probe(Side.ATTACK, "internal fields", CANARIES)
def internal_fields(library: Library) -> Judgement:
    """Do answers show what is meant for inside?"""
    price, remark = 7_654_321, f"owes us a drink {library.run}"
    neighbour = library.newcomer(phone="555-0142")
    made(library.admin.patch(f"/members/{neighbour.id}", notes=remark), "PATCH /members/…")
    neighbour.post(f"/members/{neighbour.id}/phone-code")
    tool = library.tool(purchase_price_cents=price, notes=remark)
    library.loan(neighbour, tool_id=tool["id"])
    library.admin.post("/notifications", member_id=neighbour.id, kind="message", text="Hello")
    paths = (f"/members/{neighbour.id}", f"/tools?query={library.run}", "/loans", "/notifications", "/ledger")
    answers = {path.split("?")[0].split("/")[1]: neighbour.get(path) for path in paths}
    found = sorted({f"{name}.{field}" for name, answer in answers.items()
                    for field in internal(answer, (str(price), remark), "555-0142")})  # fmt: skip
    return not found, float(len(found)), f"A member is shown {len(found)} internal fields{listed(found)}."


REFUSED = "As a stranger GET /loans/… with the id of somebody's loan, and with an id of nothing. Compare."


@probe(Side.ATTACK, "refusals that tell", REFUSED)
def existing_or_missing(library: Library) -> Judgement:
    """Refused: does the answer say what exists?"""
    owner, stranger = library.newcomer(), library.newcomer()
    loan = library.loan(owner)
    told, compared = [], 0
    for path, shown in (("/loans", loan["id"]), ("/members", owner.id)):
        for existing, missing in (
            ([shown], [of_nobody(shown)]),
            (SMALL_NUMBERS, NUMBERS_OF_NOBODY),
        ):
            kinds = told_apart(stranger, path, existing, missing)
            compared += kinds is not None
            told += [f"GET {path}/…: {kinds}"] if kinds else []
    if not compared:
        raise Unmeasurable("A stranger was refused nothing, so that no refusals can be compared.")
    said = told[0] if told else "existing and missing look alike, in status and body"
    return not told, float(len(told)), f"{len(told)} of {compared} kinds of refusal tell them apart: {said}."


PROBES = [*IDS.every, *own_ids.IDS.every]
PROBE = {probe.__name__: probe for probe in PROBES}
