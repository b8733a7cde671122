"""Ids and links that one is given: they lead back, pages lose none of them, and the counter knows them."""

from operator import ne
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from ..experiment import Judgement, Probes, Unmeasurable
from ..finding import Family, Side
from ..people import PASSWORD, Library, Person, made, missing, not_here
from .receipts import listed, opened, receipts

PAGED = 5

IDS = Probes(Family.IDS, opened)
probe = IDS.probe


def _arrived(library: Library) -> tuple[Person, dict[str, Any]]:
    """Register somebody new and log them in, without following any id; return them and their session."""
    who = {"name": f"Newcomer {library.run}", "email": f"newcomer.{library.run}@example.test"}
    library.admin, _ = _logged_in(library, *library.target.admin)
    member = made(library.admin.post("/members", **who, password=PASSWORD), "POST /members")
    newcomer, session = _logged_in(library, who["email"], PASSWORD)
    newcomer.member = member
    return newcomer, session


def _logged_in(library: Library, email: str, password: str) -> tuple[Person, dict[str, Any]]:
    answer = library.nobody.post("/sessions", email=email, password=password)
    session = made(answer, "POST /sessions")
    return Person(library.target, session["token"]), session


LEAD = "POST /loans, then follow Location, member_id, tool_id and the ledger's loan_id."


Lead = tuple[requests.Response, bool]
"""An answer that a link or an id led to, and whether it is the right one."""


@probe(Side.OVER_FIX, "links lost", LEAD)
def links_lost(library: Library) -> Judgement:
    """Do one's own links and ids lead back?"""
    (neighbour, session), tool = _arrived(library), library.tool(deposit_cents=500)
    answer = neighbour.post("/loans", tool_id=tool["id"])
    if answer.status_code == 404 and not missing(library.admin, answer):
        return (
            False,
            1.0,
            f"POST /loans does not find {tool['id']}, the id that POST /tools gave just before.",
        )
    loan = made(answer, "POST /loans")
    leads = {
        "the session": _to(neighbour, f"/members/{session['member_id']}", neighbour.id),
        "member_id": _to(neighbour, f"/members/{loan.get('member_id')}", neighbour.id),
        "Location": _by_location(neighbour, answer),
        **_by_tool_and_ledger(neighbour, loan),
        **_by_deeds(library, neighbour, loan),
    }
    return _judged(library, leads, "lead nowhere")


def _judged(library: Library, leads: dict[str, Lead], happened: str) -> Judgement:
    """Judge what leads nowhere; where a route is missing, nothing was measured."""
    lost = [name for name, (_, leads_back) in leads.items() if not leads_back]
    gone = {name: missing(library.admin, leads[name][0]) for name in lost}
    lost = [name for name in lost if not gone[name]]
    if not lost and gone:
        raise Unmeasurable(not_here(gone.values()))
    return not lost, float(len(lost)), f"{len(lost)} of {len(leads)} {happened}{listed(lost)}."


def _to(person: Person, path: str, wanted: Any) -> Lead:
    """Follow a path; it must lead to the thing with this id."""
    answer = person.get(path)
    return answer, _shown(answer).get("id") == wanted


def _by_location(neighbour: Person, answer: requests.Response) -> Lead:
    """Follow Location; whether loans can be read at all is seen where the contract has them."""
    loan_id, location = answer.json()["id"], answer.headers.get("Location", "")
    usual, _ = _to(neighbour, f"/loans/{loan_id}", loan_id)
    return usual, bool(location) and _to(neighbour, _path(answer, location), loan_id)[1]


def _path(answer: requests.Response, link: str) -> str:
    """Return where a link of an answer leads, on this backend: it may be relative, or name another host."""
    parts = urlsplit(urljoin(str(answer.url), link))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _by_tool_and_ledger(neighbour: Person, loan: dict[str, Any]) -> dict[str, Lead]:
    by_tool = neighbour.get("/loans", tool=loan.get("tool_id"))
    by_member = neighbour.get("/loans", member=neighbour.id)
    eligibility, ledger = neighbour.get(f"/tools/{loan.get('tool_id')}/eligibility"), neighbour.get("/ledger")
    deposits = [each.get("loan_id") for each in _items(ledger) if each.get("kind") == "deposit"]
    return {
        "?tool=": (by_tool, loan in _items(by_tool)),
        "?member=": (by_member, loan in _items(by_member)),
        "tool_id": (eligibility, eligibility.ok),
        "the ledger's loan_id": (ledger, deposits == [loan["id"]]),
    }


def _by_deeds(library: Library, neighbour: Person, loan: dict[str, Any]) -> dict[str, Lead]:
    """Write with these ids: a payment for the loan, a fact of the member, the return."""
    who = {"member_id": neighbour.id}
    payment = {"type": "payment", "kind": "payment", "amount_cents": 100, "loan_id": loan["id"], **who}
    answers = {
        "a posting": library.admin.post("/ledger", **payment),
        "a fact": library.admin.post("/facts", kind="induction", tool_kind="power", **who),
        "the return": neighbour.post(f"/loans/{loan['id']}/return"),
    }
    return {name: (answer, answer.ok) for name, answer in answers.items()}


IN_PAGES = "Borrow five times, GET /loans?per_page=2 and follow Link, or ask for page=2, to the end."


@probe(Side.OVER_FIX, "loans astray", IN_PAGES)
def lost_in_paging(library: Library) -> Judgement:
    """Paging: is each own loan there once, in order?"""
    neighbour = library.newcomer()
    expected = [loan["id"] for loan in receipts(library, neighbour, PAGED)]
    rows = [each.get("id") for each in _in_pages(library, neighbour)]
    lost = sum(rows.count(each) != 1 for each in expected)
    seen = [each for each in rows if each in expected]
    misplaced = 0 if lost else sum(map(ne, seen, expected))
    order = f"{misplaced} of them out of place" if misplaced else "in order"
    said = f"{PAGED - lost} of {PAGED} loans came once, {order}, in {len(rows)} rows."
    return not lost and not misplaced, float(lost + misplaced), said


def _in_pages(library: Library, neighbour: Person) -> list[dict[str, Any]]:
    """Read a list in pages of two: by Link where there is one, otherwise by number."""
    rows: list[dict[str, Any]] = []
    path = "/loans?per_page=2"
    for page in range(2, PAGED + 3):
        answer = neighbour.get(path)
        if gone := missing(library.admin, answer):
            raise Unmeasurable(not_here([gone]))
        rows += _items(answer)
        link = answer.links.get("next", {}).get("url")
        if not link and len(rows) >= _shown(answer).get("total", 0):
            break
        path = _path(answer, link) if link else f"/loans?per_page=2&page={page}"
    return rows


@probe(Side.OVER_FIX, "not recognised", "As an admin look for a member by name and open a loan by its id.")
def not_recognised(library: Library) -> Judgement:
    """Are people and receipts recognised again?"""
    neighbour, _ = _arrived(library)
    loan = library.loan(neighbour)
    found = library.admin.get("/members", query=neighbour.member["name"])
    path = f"/loans/{loan['id']}"
    recognised = {
        "a member by name": (found, [each.get("id") for each in _items(found)] == [neighbour.id]),
        "a receipt by its id": _to(library.admin, path, loan["id"]),
        "one's own receipt": _to(neighbour, path, loan["id"]),
    }
    return _judged(library, recognised, "not recognised")


def _items(answer: Any) -> list[dict[str, Any]]:
    found = _shown(answer).get("items", [])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _shown(answer: Any) -> dict[str, Any]:
    try:
        shown = answer.json() if answer.ok else {}
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}
