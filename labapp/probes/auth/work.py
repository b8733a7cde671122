"""Auth from the other two sides: what the contract grants still works, for everybody whom it grants it to."""

from typing import Any

from ..experiment import Judgement, Probes, Unmeasurable
from ..finding import Family, Side
from ..people import PASSWORD, Library, Person, made
from .attempts import SHUT, account, bring_back, everybody, extend, logged_in_or_not, move, opened, pay
from .doors import Doors, Listed, Look, count_of, moment, state_of

PHONE = "+49 555 0100"

AUTH = Probes(Family.AUTH, opened)
probe = AUTH.probe


@probe(Side.CONTRACT, SHUT, "As a new member: read, change and list what is yours, borrow, bring back.")
def members_at_work(library: Library) -> Judgement:
    """Do members reach all that is their own?"""
    member, tool, note, doors = library.newcomer(), library.tool(), f"of {library.run}", Doors()
    library.posted(type="payment", member_id=member.id, kind="payment", amount_cents=100, note=note)
    doors.look(member, account(member), Look("read the ledger", f"/ledger?member={member.id}", note))
    doors.look(member, Look("ask for eligibility", f"/tools/{tool['id']}/eligibility", "allowed"))
    move(doors, library, member)
    loan = _borrowed(doors, library, member, tool["id"])
    if loan is not None:
        doors.look(member, Look("read a loan", f"/loans/{loan}", note))
        doors.look(member, Listed("list loans", "/loans", note))
        bring_back(doors, library, member, loan)
    new = {"current_password": PASSWORD, "new_password": f"{PASSWORD}-2"}
    if doors.ask("change the password", member.patch(f"/members/{member.id}", **new)):
        again = {"email": member.member["email"], "password": new["new_password"]}
        doors.ask("log in with the new one", library.nobody.post("/sessions", **again))
    return doors.all_opened(library.admin)


def _borrowed(doors: Doors, library: Library, member: Person, tool: Any) -> Any:
    """Borrow, and return the loan's id; whether somebody is eligible is not what is judged here."""
    answer = member.post("/loans", tool_id=tool, note=f"of {library.run}")
    if doors.ask("borrow", answer):
        return made(answer, "POST /loans")["id"]
    asked = library.admin.get(f"/tools/{tool}/eligibility", member=member.id)
    if not made(asked, "GET …/eligibility")["allowed"]:
        raise Unmeasurable(f"A new member is not eligible here: {answer.text[:160]}")
    return None


@probe(
    Side.CONTRACT, SHUT, "Log in, DELETE /sessions, then GET your account with the token: it must be gone."
)
def logging_out(library: Library) -> Judgement:
    """Does logging out end a session?"""
    member, doors = library.newcomer(), Doors()
    if doors.ask("log out", member.send("DELETE", "/sessions")):
        doors.tried["be nobody afterwards"] = not account(member).seen_by(member)
    return doors.all_opened(library.admin)


@probe(Side.CONTRACT, SHUT, "Without a token: GET /tools, POST /members, POST /sessions.")
def visitors_at_work(library: Library) -> Judgement:
    """Can visitors look around and register?"""
    tool, doors, email = library.tool(), Doors(), f"v.{library.run}@example.test"
    doors.look(library.nobody, Look("list tools", f"/tools?query={library.run}", tool["name"]))
    body = {"name": f"Visitor {library.run}", "email": email, "password": PASSWORD}
    doors.ask("register", library.nobody.post("/members", **body, phone=PHONE))
    doors.ask("log in", library.nobody.post("/sessions", email=email, password=PASSWORD))
    return doors.all_opened(library.admin)


@probe(
    Side.OVER_FIX, SHUT, "As a housemate: read, list, extend, return the loan; borrow in its owner's name."
)
def households_at_work(library: Library) -> Judgement:
    """Does a household still share its loans?"""
    owner = library.newcomer(household=f"a {library.run}")
    mate = library.newcomer(household=f"a {library.run}")
    note, tool, doors = f"of {library.run}", library.tool(), Doors()
    loan = library.loan(owner, note=note)
    doors.look(mate, account(owner), Look("read the loan", f"/loans/{loan['id']}", note))
    doors.look(mate, Look("list it", f"/loans?tool={loan['tool_id']}", note))
    search = Look("search it", f"/search/loans?query={library.run}", note)
    doors.look_where_there_is(library.admin, mate, search)
    extend(doors, library, mate, loan["id"])
    bring_back(doors, library, mate, loan["id"])
    body = {"tool_id": tool["id"], "member_id": owner.id}
    loans = count_of(library, f"/loans?tool={tool['id']}")
    doors.change("borrow in their name", lambda: mate.post("/loans", **body), loans)
    return doors.all_opened(library.admin)


STEWARD = "As a steward: list members, add a tool, lend, approve, take back, book, record, suspend."


@probe(Side.OVER_FIX, SHUT, STEWARD)
def stewards_at_work(library: Library) -> Judgement:
    """Can a steward still run the library?"""
    steward, member = library.newcomer(role="steward"), library.newcomer(phone=PHONE)
    note, doors = "by hand", Doors()
    loan = library.loan(member, tool_id=library.tool(needs_approval=True)["id"], note=note)
    path, home = f"/loans/{loan['id']}", f"/members/{member.id}"
    doors.look(steward, account(member), *everybody(doors, library, member), Look("read a loan", path, note))
    approval = state_of(library, path, "status")
    doors.change("approve a loan", lambda: steward.post(f"{path}/approval"), approval)
    bring_back(doors, library, steward, loan["id"])
    pay(doors, library, steward)
    tools = count_of(library, "/tools")
    doors.change("add a tool", lambda: steward.post("/tools", name=f"Saw {library.run}", kind="hand"), tools)
    fact = {"kind": "phone_verified", "member_id": member.id}
    doors.ask("record a fact", steward.post("/facts", **fact))
    for field, value in (("household", f"a {library.run}"), ("status", "suspended")):
        answer = steward.patch(home, **{field: value})
        doors.note(f"set the {field}", state_of(library, home, field)() == [value], answer)
    return doors.all_opened(library.admin)


@probe(Side.OVER_FIX, SHUT, "As a steward: POST /loans with borrowed_at, POST …/return with returned_at.")
def stewards_who_date(library: Library) -> Judgement:
    """Can a steward still enter what happened before?"""
    steward, member, tool, doors = (
        library.newcomer(role="steward"),
        library.newcomer(),
        library.tool(),
        Doors(),
    )
    at = int(library.target.clock.now())
    body = {"tool_id": tool["id"], "member_id": member.id, "borrowed_at": moment(at - 120)}
    answer = steward.post("/loans", **body)
    if doors.ask("lend two minutes ago", answer):
        path = f"/loans/{made(answer, 'POST /loans')['id']}"
        doors.ask("take back a minute ago", steward.post(f"{path}/return", returned_at=moment(at - 60)))
    return doors.all_opened(library.admin)


@probe(Side.OVER_FIX, SHUT, "As an admin: register a steward, make a member a steward; both GET /members.")
def admins_at_work(library: Library) -> Judgement:
    """Can an admin still give roles?"""
    member, other, doors, admin = library.newcomer(), library.newcomer(), Doors(), library.admin
    email, path = f"s.{library.run}@example.test", f"/members/{member.id}"
    body = {"name": f"Steward {library.run}", "email": email, "password": PASSWORD, "role": "steward"}
    doors.ask("register a steward", admin.post("/members", **body))
    role = state_of(library, path, "role")
    if doors.change("make one", lambda: admin.patch(path, role="steward"), role):
        doors.look(logged_in_or_not(library, member), *everybody(doors, library, other))
    doors.look(admin, account(member))
    pay(doors, library, admin)
    return doors.all_opened(library.admin)


SUSPENDED = "Borrow, let an admin set status to suspended, then read and return the loan."


@probe(Side.OVER_FIX, SHUT, SUSPENDED)
def suspended_bring_back(library: Library) -> Judgement:
    """Can the suspended still bring a tool back?"""
    member, note, doors = library.newcomer(), f"of {library.run}", Doors()
    loan = library.loan(member, note=note)
    made(library.admin.patch(f"/members/{member.id}", status="suspended"), "PATCH status=suspended")
    again = logged_in_or_not(library, member)
    doors.look(again, account(member), Look("read the loan", f"/loans/{loan['id']}", note))
    doors.look(again, Listed("list it", "/loans", note))
    bring_back(doors, library, again, loan["id"])
    return doors.all_opened(library.admin)


@probe(Side.OVER_FIX, SHUT, "Set status to suspended, then to active again, then log in, read and borrow.")
def back_again(library: Library) -> Judgement:
    """Suspension over: does all work again?"""
    member, tool, doors = library.newcomer(), library.tool(), Doors()
    path = f"/members/{member.id}"
    for status in ("suspended", "active"):
        made(library.admin.patch(path, status=status), f"PATCH status={status}")
    again = logged_in_or_not(library, member)
    doors.look(again, account(member))
    move(doors, library, again)
    loans = count_of(library, f"/loans?tool={tool['id']}")
    doors.change("borrow", lambda: again.post("/loans", tool_id=tool["id"]), loans)
    return doors.all_opened(library.admin)
