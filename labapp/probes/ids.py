"""Exposed ids: what somebody learns from the ids and fields that are handed to them in all honesty.

Nobody opens here what is not theirs: that is for the auth probes. Existing or missing is judged only where the
backend refuses, by status and body; not by time, because what a look-up takes cannot be told from noise here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .answers import internal, places, told_apart
from .decoding import ascending, guesses, moments
from .experiment import Judgement, Probes
from .finding import Family, Side
from .people import Library, Person, made
from .shapes import SHAPES
from .target import Target

OWN, OTHERS, IN_A_ROW, PAGED = 3, 5, 10, 5
DAY_SECONDS = 86_400.0
SMALL_NUMBERS, NUMBERS_OF_NOBODY = range(1, 13), range(900_000_001, 900_000_004)


@contextmanager
def _open(target: Target, name: str) -> Iterator[Library]:
    yield Library(target, name)


IDS = Probes(Family.IDS, _open)
PROBES, probe = IDS.every, IDS.probe


def _receipts(library: Library, borrower: Person, count: int) -> list[dict[str, Any]]:
    """Borrow a tool and bring it back, so many times in a row; return the loans."""
    tool_id, loans = library.tool(name=f"Spade {library.run}")["id"], []
    for _ in range(count):
        loans.append(library.loan(borrower, tool_id=tool_id))
        made(borrower.post(f"/loans/{loans[-1]['id']}/return"), "POST /loans/…/return")
    return loans


def _listed(words: list[str]) -> str:
    shown = ", ".join(words[:6])
    return f"{shown} and {len(words) - 6} more" if len(words) > 6 else shown or "none"


THREE = "POST /loans three times, let somebody else borrow five times, write down what their ids will be."


@probe(Side.ATTACK, "records guessed", THREE)
def records_guessed(library: Library) -> Judgement:
    """From three own ids: who can guess the next?"""
    visitor, others = library.newcomer(), library.newcomer()
    own = [loan["id"] for loan in _receipts(library, visitor, OWN)]
    theirs = [str(loan["id"]) for loan in _receipts(library, others, OTHERS)]
    guessed = guesses(own)
    hits = [each for each in theirs if each in guessed]
    how = f", read as {guessed[hits[0]]}" if hits else ""
    said = f"{len(hits)} of {OTHERS} loans of others in {len(guessed)} guesses from {own[-1]}{how}."
    return not hits, float(len(hits)), said


@probe(Side.ATTACK, "ids in order", "POST /loans ten times and compare each id with the one before.")
def ids_in_order(library: Library) -> Judgement:
    """Do ids come in the order of their making?"""
    own = [loan["id"] for loan in _receipts(library, library.newcomer(), IN_A_ROW)]
    reading = ascending(own)
    if reading is None:
        return True, 0.0, f"{IN_A_ROW} ids in a row rise in no reading (by chance: once in 3.6 million)."
    return False, float(IN_A_ROW), f"{IN_A_ROW} ids in a row rise, read as {reading}: {own[0]} to {own[-1]}."


@probe(Side.ATTACK, "ids that tell", "Read the first 48 bits of an id as milliseconds since 1970.")
def ids_tell_time(library: Library) -> Judgement:
    """Does an id say when it was made?"""
    now = library.target.clock.now()
    own = [loan["id"] for loan in _receipts(library, library.newcomer(), OWN)]
    near = [{name for name, at in moments(each).items() if abs(at - now) < DAY_SECONDS} for each in own]
    how = sorted(set.intersection(*near))
    tell = len(own) if how else 0
    which = f"{' and '.join(how)} of {own[0]}" if how else f"no part of {own[0]}"
    return not how, float(tell), f"{tell} of {OWN} ids carry their moment: {which}, to within a day."


PLACES = "Do the same ten times with new people and tools; look for what rises: fields, headers, texts."


@probe(Side.ATTACK, "places", PLACES)
def row_numbers_elsewhere(library: Library) -> Judgement:
    """Where else do row numbers come through?"""
    stranger, before = library.newcomer(), None
    mornings: list[dict[str, str]] = []
    for _ in range(IN_A_ROW):
        seen, before = _morning(library, stranger, before)
        mornings.append(seen)
    everywhere = [place for place in mornings[-1] if all(place in seen for seen in mornings)]
    rising = [place for place in everywhere if ascending([seen[place] for seen in mornings])]
    found = f"{len(rising)} of {len(everywhere)} places rise from one person to the next: {_listed(rising)}."
    return not rising, float(len(rising)), found


Last = tuple[Person, dict[str, Any]] | None


def _morning(library: Library, stranger: Person, before: Last) -> tuple[dict[str, str], Last]:
    """Let somebody new borrow a tool, and wait for the one that the person before brings back."""
    neighbour = library.newcomer(name=f"Neighbour {library.run}")
    answers = {"member": neighbour.get(f"/members/{neighbour.id}")}
    tool = library.admin.post("/tools", name=f"Spade {library.run}", kind="hand", deposit_cents=500)
    answers["tool"], answers["loan"] = tool, neighbour.post("/loans", tool_id=made(tool, "POST /tools")["id"])
    loan = made(answers["loan"], "POST /loans")
    answers["list of loans"] = neighbour.get("/loans", per_page=1)
    answers["ledger"] = neighbour.get("/ledger")
    answers["refusal"] = stranger.get(f"/loans/{loan['id']}")
    answers["nothing there"] = library.admin.get(f"/loans/{neighbour.id}")
    if before is not None:
        owner, lent = before
        answers["reservation"] = neighbour.post("/reservations", tool_id=lent["tool_id"])
        answers["return"] = owner.post(f"/loans/{lent['id']}/return")
    answers["notifications"] = neighbour.get("/notifications")
    said = {name: answer for name, answer in answers.items() if answer.status_code < 500}
    return {place: value for name, answer in said.items() for place, value in places(name, answer)}, (
        neighbour,
        loan,
    )


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
    return not found, float(len(found)), f"A member is shown {len(found)} internal fields: {_listed(found)}."


REFUSED = "As a stranger GET /loans/… with the id of somebody's loan, and with an id of nothing. Compare."


@probe(Side.ATTACK, "refusals that tell", REFUSED)
def existing_or_missing(library: Library) -> Judgement:
    """Refused: does the answer say what exists?"""
    owner, stranger = library.newcomer(), library.newcomer()
    loan = library.loan(owner)
    told, compared = [], 0
    for path, shown in (("/loans", loan["id"]), ("/members", owner.id)):
        for existing, missing in (
            ([shown], [_like_no_other(shown)]),
            (SMALL_NUMBERS, NUMBERS_OF_NOBODY),
        ):
            kinds = told_apart(stranger, path, existing, missing)
            compared += kinds is not None
            told += [f"GET {path}/…: {kinds}"] if kinds else []
    said = told[0] if told else "existing and missing look alike, in status and body"
    return not told, float(len(told)), f"{len(told)} of {compared} kinds of refusal tell them apart: {said}."


def _like_no_other(shown: Any) -> Any:
    """Return an id that looks like this one and stands for nothing."""
    if str(shown).isdecimal():
        return int(shown) + NUMBERS_OF_NOBODY[0]
    return str(shown).translate(str.maketrans("0123456789abcdef", "fedcba9876543210"))


@probe(Side.CONTRACT, "fields missing", "Compare the fields of a member, a tool, a loan with the contract.")
def fields_missing(library: Library) -> Judgement:
    """Is everything there that the contract promises?"""
    neighbour, tool = library.newcomer(), library.tool(deposit_cents=500)
    loan = library.loan(neighbour, tool_id=tool["id"])
    message = {"member_id": neighbour.id, "kind": "message", "text": "Hello"}
    shown = {"Member": neighbour.member, "Tool": tool, "Loan": loan}
    shown["Entry"] = made(neighbour.get("/ledger"), "GET /ledger")["items"][-1]
    shown["Notification"] = made(library.admin.post("/notifications", **message), "POST /notifications")
    missing = sorted(f"{kind}.{field}" for kind, seen in shown.items() for field in SHAPES[kind] - set(seen))
    promised = sum(len(SHAPES[kind]) for kind in shown)
    return not missing, float(len(missing)), f"{len(missing)} of {promised} are missing: {_listed(missing)}."


@probe(Side.CONTRACT, "ids not refused", "As an admin ask for loans, members and tools that do not exist.")
def unknown_ids(library: Library) -> Judgement:
    """Is an id of nothing refused, and calmly?"""
    borrower = library.newcomer()
    nothing = [_like_no_other(borrower.id), "0", "987654321", "no-such-thing", "x" * 64]
    asked = [library.admin.get(f"/{noun}/{each}") for noun in ("loans", "members") for each in nothing]
    asked += [borrower.post("/loans", tool_id=each) for each in (987_654_321, "no-such-thing")]
    wrong = [answer for answer in asked if not 400 <= answer.status_code < 500]
    seen = sorted({answer.status_code for answer in wrong})
    answered = f" and were answered {', '.join(map(str, seen))}" if wrong else ""
    return not wrong, float(len(wrong)), f"{len(wrong)} of {len(asked)} ids of nothing got through{answered}."


LEAD = "POST /loans, then follow Location, member_id, tool_id and the ledger's loan_id."


@probe(Side.OVER_FIX, "links lost", LEAD)
def links_lost(library: Library) -> Judgement:
    """Do one's own links and ids lead back?"""
    neighbour, tool = library.newcomer(), library.tool(deposit_cents=500)
    answer = neighbour.post("/loans", tool_id=tool["id"])
    loan = made(answer, "POST /loans")
    location = answer.headers.get("Location", "/nowhere").removeprefix(library.target.url)
    payment = {"type": "payment", "kind": "payment", "amount_cents": 100}
    entries = [each for each in _items(neighbour.get("/ledger")) if each.get("kind") == "deposit"]
    leads = {
        "Location": _shown(neighbour.get(location)).get("id") == loan["id"],
        "member_id": _shown(neighbour.get(f"/members/{loan.get('member_id')}")).get("id") == neighbour.id,
        "?tool=": loan in _items(neighbour.get("/loans", tool=loan.get("tool_id"))),
        "?member=": loan in _items(neighbour.get("/loans", member=neighbour.id)),
        "tool_id": neighbour.get(f"/tools/{loan.get('tool_id')}/eligibility").ok,
        "the ledger's loan_id": [each.get("loan_id") for each in entries] == [loan["id"]],
        "a posting": library.admin.post("/ledger", member_id=neighbour.id, loan_id=loan["id"], **payment).ok,
        "a fact": library.admin.post("/facts", kind="induction", member_id=neighbour.id, tool_kind="power").ok,
        "the return": neighbour.post(f"/loans/{loan['id']}/return").ok,
    }
    lost = [name for name, leads_back in leads.items() if not leads_back]
    return not lost, float(len(lost)), f"{len(lost)} of {len(leads)} lead nowhere: {_listed(lost)}."


@probe(Side.OVER_FIX, "loans lost", "Borrow five times, GET /loans?per_page=2 and follow Link to the end.")
def lost_in_paging(library: Library) -> Judgement:
    """Paging: is each own loan there once, in order?"""
    neighbour = library.newcomer()
    expected = [loan["id"] for loan in _receipts(library, neighbour, PAGED)]
    seen: list[Any] = []
    path: str | None = "/loans?per_page=2"
    for _ in range(PAGED + 1):
        if path is None:
            break
        answer = neighbour.get(path)
        seen += [each.get("id") for each in _items(answer)]
        path = answer.links.get("next", {}).get("url", "").removeprefix(library.target.url) or None
    lost = sum(seen.count(each) != 1 for each in expected) or int(seen != expected)
    order = "in order" if seen == expected else "not in their order"
    return not lost, float(lost), f"{PAGED - lost} of {PAGED} loans came once, {order}, in {len(seen)} rows."


@probe(Side.OVER_FIX, "not recognised", "As an admin look for a member by name and open a loan by its id.")
def not_recognised(library: Library) -> Judgement:
    """Does the counter recognise people and receipts?"""
    neighbour = library.newcomer()
    loan = library.loan(neighbour)
    again = _shown(library.log_in(neighbour.member["email"]).get(f"/loans/{loan['id']}"))
    recognised = {
        "a member by name": [each.get("id") for each in _items(
            library.admin.get("/members", query=neighbour.member["name"]))] == [neighbour.id],
        "a receipt by its id": _shown(library.admin.get(f"/loans/{loan['id']}")).get("id") == loan["id"],
        "the same loan tomorrow": again.get("id") == loan["id"],
    }  # fmt: skip
    lost = [name for name, seen in recognised.items() if not seen]
    return not lost, float(len(lost)), f"{len(lost)} of {len(recognised)} not recognised: {_listed(lost)}."


def _items(answer: Any) -> list[dict[str, Any]]:
    found = _shown(answer).get("items", [])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _shown(answer: Any) -> dict[str, Any]:
    try:
        shown = answer.json() if answer.ok else {}
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}
