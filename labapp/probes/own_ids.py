"""Ids that one is given: they are all there, they lead back, and the counter knows them."""

from typing import Any

from .experiment import Judgement, Probes
from .finding import Family, Side
from .people import PASSWORD, Library, Person, made
from .receipts import listed, of_nobody, opened, receipts
from .shapes import SHAPES

PAGED = 5

IDS = Probes(Family.IDS, opened)
probe = IDS.probe


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
    return not missing, float(len(missing)), f"{len(missing)} of {promised} are missing{listed(missing)}."


NOTHING = "As an admin ask for loans and members by ids that stand for nothing, or for something else."


@probe(Side.CONTRACT, "ids not refused", NOTHING)
def unknown_ids(library: Library) -> Judgement:
    """Is an id of nothing refused, and calmly?"""
    borrower = library.newcomer()
    loan = library.loan(borrower)
    nothing = [of_nobody(borrower.id), "0", "987654321", "no-such-thing", "x" * 64]
    if not str(loan["id"]).isdecimal():  # where ids are numbers, these stand for somebody else's things
        nothing += ["1", "2", "3"]
    asked = [library.admin.get(f"/{noun}/{each}") for noun in ("loans", "members") for each in nothing]
    if not str(loan["id"]).isdecimal():
        asked += [library.admin.get(f"/members/{loan['id']}"), library.admin.get(f"/loans/{borrower.id}")]
    asked += [borrower.post("/loans", tool_id=each) for each in (987_654_321, "no-such-thing")]
    wrong = [answer for answer in asked if not 400 <= answer.status_code < 500]
    seen = sorted({answer.status_code for answer in wrong})
    answered = f" and were answered {', '.join(map(str, seen))}" if wrong else ""
    return not wrong, float(len(wrong)), f"{len(wrong)} of {len(asked)} ids of nothing got through{answered}."


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


@probe(Side.OVER_FIX, "links lost", LEAD)
def links_lost(library: Library) -> Judgement:
    """Do one's own links and ids lead back?"""
    (neighbour, session), tool = _arrived(library), library.tool(deposit_cents=500)
    answer = neighbour.post("/loans", tool_id=tool["id"])
    if answer.status_code == 404:
        return (
            False,
            1.0,
            f"POST /loans does not find {tool['id']}, the id that POST /tools gave just before.",
        )
    loan = made(answer, "POST /loans")
    location = answer.headers.get("Location", "/nowhere").removeprefix(library.target.url)
    payment = {"type": "payment", "kind": "payment", "amount_cents": 100}
    entries = [each for each in _items(neighbour.get("/ledger")) if each.get("kind") == "deposit"]
    leads = {
        "the session": _shown(neighbour.get(f"/members/{session['member_id']}")).get("id") == neighbour.id,
        "Location": _shown(neighbour.get(location)).get("id") == loan["id"],
        "member_id": _shown(neighbour.get(f"/members/{loan.get('member_id')}")).get("id") == neighbour.id,
        "?tool=": loan in _items(neighbour.get("/loans", tool=loan.get("tool_id"))),
        "?member=": loan in _items(neighbour.get("/loans", member=neighbour.id)),
        "tool_id": neighbour.get(f"/tools/{loan.get('tool_id')}/eligibility").ok,
        "the ledger's loan_id": [each.get("loan_id") for each in entries] == [loan["id"]],
        "a posting": library.admin.post("/ledger", member_id=neighbour.id, loan_id=loan["id"], **payment).ok,
        "a fact": library.admin.post(
            "/facts", kind="induction", member_id=neighbour.id, tool_kind="power"
        ).ok,
        "the return": neighbour.post(f"/loans/{loan['id']}/return").ok,
    }
    lost = [name for name, leads_back in leads.items() if not leads_back]
    return not lost, float(len(lost)), f"{len(lost)} of {len(leads)} lead nowhere{listed(lost)}."


@probe(Side.OVER_FIX, "loans lost", "Borrow five times, GET /loans?per_page=2 and follow Link to the end.")
def lost_in_paging(library: Library) -> Judgement:
    """Paging: is each own loan there once, in order?"""
    neighbour = library.newcomer()
    expected = [loan["id"] for loan in receipts(library, neighbour, PAGED)]
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
    """Are people and receipts recognised again?"""
    neighbour, _ = _arrived(library)
    loan = library.loan(neighbour)
    again = neighbour.get(f"/loans/{loan['id']}")
    recognised = {
        "a member by name": [each.get("id") for each in _items(
            library.admin.get("/members", query=neighbour.member["name"]))] == [neighbour.id],
        "a receipt by its id": _shown(library.admin.get(f"/loans/{loan['id']}")).get("id") == loan["id"],
        "one's own receipt": _shown(again).get("id") == loan["id"],
    }  # fmt: skip
    lost = [name for name, seen in recognised.items() if not seen]
    return not lost, float(len(lost)), f"{len(lost)} of {len(recognised)} not recognised{listed(lost)}."


def _items(answer: Any) -> list[dict[str, Any]]:
    found = _shown(answer).get("items", [])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _shown(answer: Any) -> dict[str, Any]:
    try:
        shown = answer.json() if answer.ok else {}
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}
