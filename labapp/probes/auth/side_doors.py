"""Auth: other ways to the same rows, and the doors that everybody knows."""

from ..experiment import Judgement, Probes, Unmeasurable
from ..finding import Family, Side
from ..people import Library, Person
from .attempts import OPEN, account, everybody, opened, pay
from .doors import Doors, Look, count_of, state_of

AUTH = Probes(Family.AUTH, opened)
probe = AUTH.probe


@probe(Side.ATTACK, OPEN, "curl -I …/loans/… without a token, and with the token of another household.")
def head_without_the_right(library: Library) -> Judgement:
    """What do HEAD and OPTIONS tell to anybody?"""
    owner, other, note = library.newcomer(), library.newcomer(), f"of {library.run}"
    loan = library.loan(owner, note=note)
    doors = Doors()
    for who, person in (("a visitor", library.nobody), ("another member", other)):
        for path in (f"/members/{owner.id}", f"/loans/{loan['id']}"):
            name = f"for {who} {path.split('/')[1]}"
            doors.tried[f"HEAD {name}"] = person.send("HEAD", path).ok
            doors.tried[f"OPTIONS {name}"] = note in person.send("OPTIONS", path).text
    return doors.none_opened()


@probe(
    Side.ATTACK, OPEN, "With the token of a member without loans: GET /exports/loans, /search/loans?query=…"
)
def siblings_without_the_filter(library: Library) -> Judgement:
    """Search and export: whose rows does one see?"""
    owner, other, note = library.newcomer(), library.newcomer(), f"of {library.run}"
    loan = library.loan(owner, note=note)
    doors = Doors()
    loans = Look("list loans", f"/loans?tool={loan['tool_id']}", note)
    doors.look(other, loans, *everybody(doors, library, owner))
    search = Look("search loans", f"/search/loans?query={library.run}", note)
    doors.look_where_there_is(library.admin, other, search)
    for name in ("loans", "members"):
        if library.admin.get(f"/exports/{name}").ok:
            doors.tried[f"export {name}"] = bool(_rows_of_others(other, f"/exports/{name}"))
    return doors.none_opened()


def _rows_of_others(person: Person, path: str) -> list[object]:
    answer = person.get(path)
    rows = answer.json().get("items", []) if answer.ok else []
    return [row for row in rows if person.id not in (row.get("id"), row.get("member_id"))]


MAIN = "Without a token, with a made-up one, as a member: GET /members, POST /tools, /notifications, /facts."
SELF = "As a steward, borrow a tool that needs approval, POST /loans/…/approval, read the loan."


@probe(Side.ATTACK, OPEN, SELF)
def self_approval(library: Library) -> Judgement:
    """Can a steward approve her own loan?"""
    steward, doors = library.newcomer(role="steward"), Doors()
    loan = library.loan(steward, tool_id=library.tool(needs_approval=True)["id"])
    path = f"/loans/{loan['id']}"
    state = state_of(library, path, "status")
    if state() != ["requested"]:
        raise Unmeasurable("A loan that needs approval is not requested here.")
    doors.change("approve one's own loan", lambda: steward.post(f"{path}/approval"), state)
    return doors.none_opened()


@probe(Side.ATTACK, OPEN, MAIN)
def main_doors(library: Library) -> Judgement:
    """Are the main doors guarded?"""
    owner, other, doors = library.newcomer(), library.newcomer(), Doors()
    gone = library.log_in(owner.member["email"])
    gone.send("DELETE", "/sessions")
    strangers = {"no token": library.nobody, "made-up token": Person(library.target, "1"), "logged out": gone}
    looks = [account(owner), *everybody(doors, library, owner)]
    for name, person in strangers.items():
        for look in looks:
            doors.tried[f"{name}: {look.name}"] = look.seen_by(person)
    pay(doors, library, other)
    tools = count_of(library, "/tools")
    doors.change("add a tool", lambda: other.post("/tools", name=f"Saw {library.run}", kind="hand"), tools)
    loan = library.loan(owner, tool_id=library.tool(needs_approval=True)["id"])
    path = f"/loans/{loan['id']}"
    approval = state_of(library, path, "status")
    doors.change("approve a loan", lambda: other.post(f"{path}/approval"), approval)
    message = {"member_id": owner.id, "kind": "message", "text": f"from a neighbour {library.run}"}
    messages = count_of(library, f"/notifications?member={owner.id}")
    doors.change("send a message", lambda: other.post("/notifications", **message), messages)
    closure = {"kind": "closure", "member_id": owner.id}
    status = state_of(library, f"/members/{owner.id}", "status")
    doors.change("close an account", lambda: other.post("/facts", **closure), status)
    return doors.none_opened()
