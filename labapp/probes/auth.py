"""Auth: what somebody gets at who should not, or not any more. The other sides are in `auth_work`.

Each probe brings its own people, tries a few doors, and counts those that opened.
Its docstring is the question that it answers, short enough for a table.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from .doors import Doors, Look, count_of, moment, same_moment, seconds_of, state_of
from .experiment import Judgement, Probes, Unmeasurable
from .finding import Family, Side
from .people import PASSWORD, Library, Person, made
from .target import Target

LONG_SECONDS = 100 * 86_400.0
A_SECOND = 1.1
OPEN = "doors open"


@contextmanager
def _library(target: Target, name: str) -> Iterator[Library]:
    if target.carrier is not None:
        target.carrier.recover()
    yield Library(target, name)


AUTH = Probes(Family.AUTH, _library)
PROBES, probe = AUTH.every, AUTH.probe


def account(person: Person) -> Look:
    """The account of somebody; its email is known to whoever sees it."""
    return Look("read the account", f"/members/{person.id}", person.member["email"])


def everybody(library: Library, somebody: Person) -> Look:
    """The list of members, narrowed to those of this probe."""
    return Look("list members", f"/members?query={library.run}", somebody.member["email"])


def logged_in_or_not(library: Library, person: Person) -> Person:
    """Log somebody in once more; with the token they have, if the backend does not want to."""
    answer = library.nobody.post("/sessions", email=person.member["email"], password=PASSWORD)
    token = answer.json().get("token") if answer.ok else person.token
    return Person(library.target, token, person.member)


def pay(doors: Doors, library: Library, person: Person) -> None:
    """Let somebody book a payment to their own account, which is staff's work."""
    payment = {"type": "payment", "member_id": person.id, "kind": "payment", "amount_cents": 100}
    ledger = count_of(library, f"/ledger?member={person.id}")
    doors.change("book a payment", lambda: person.post("/ledger", **payment), ledger)


def move(doors: Doors, library: Library, person: Person, whom: Person | None = None) -> None:
    """Let somebody change an address, their own unless stated."""
    path = f"/members/{(whom or person).id}"
    state = state_of(library, path, "address")
    doors.change("change the address", lambda: person.patch(path, address="Elm Row 1"), state)


def extend(doors: Doors, library: Library, person: Person, loan: object) -> None:
    """Let somebody extend a loan, if this backend has a way to do so."""
    path = f"/loans/{loan}"
    state = state_of(library, path, "due_at")
    before = state()
    library.admin.post(f"{path}/extension", days=1)
    if state() != before:
        doors.change("extend the loan", lambda: person.post(f"{path}/extension", days=2), state)


def bring_back(doors: Doors, library: Library, person: Person, loan: object) -> None:
    """Let somebody bring a tool back."""
    path = f"/loans/{loan}"
    state = state_of(library, path, "status")
    doors.change("bring the tool back", lambda: person.post(f"{path}/return"), state)


CLOSED = "Log in as a steward, let an admin set status to closed, then GET /members with the old token."


@probe(Side.ATTACK, OPEN, CLOSED)
def closed_account_with_a_token(library: Library) -> Judgement:
    """Account closed: what does its token still open?"""
    somebody, closed, doors = library.newcomer(), library.newcomer(role="steward"), Doors()
    made(library.admin.patch(f"/members/{closed.id}", status="closed"), "PATCH status=closed")
    doors.look(closed, account(closed), everybody(library, somebody))
    move(doors, library, closed)
    pay(doors, library, closed)
    doors.tried["log in again"] = account(closed).seen_by(logged_in_or_not(library, closed))
    return doors.none_opened()


DOWNGRADED = "Log in as a steward, let an admin set role to member, then GET /members with the old token."


@probe(Side.ATTACK, OPEN, DOWNGRADED)
def role_kept_in_the_token(library: Library) -> Judgement:
    """Steward no more: what does the token still open?"""
    somebody, former, doors = library.newcomer(), library.newcomer(role="steward"), Doors()
    made(library.admin.patch(f"/members/{former.id}", role="member"), "PATCH role=member")
    doors.look(former, account(somebody), everybody(library, somebody))
    pay(doors, library, former)
    return doors.none_opened()


SUSPENDED = "Log in as a steward, let an admin set status to suspended, then GET /members with the old token."


@probe(Side.ATTACK, OPEN, SUSPENDED)
def suspended_and_at_work(library: Library) -> Judgement:
    """Suspended: who goes on as if nothing were?"""
    member, steward, doors = library.newcomer(), library.newcomer(role="steward"), Doors()
    loan = library.loan(member)
    for person in (member, steward):
        made(library.admin.patch(f"/members/{person.id}", status="suspended"), "PATCH status=suspended")
    doors.look(steward, account(member), everybody(library, member))
    pay(doors, library, steward)
    extend(doors, library, member, loan["id"])
    path = f"/members/{member.id}"
    doors.change(
        "end the suspension", lambda: member.patch(path, status="active"), state_of(library, path, "status")
    )
    return doors.none_opened()


@probe(Side.ATTACK, OPEN, "Log in twice, PATCH new_password in one session, GET your account in the other.")
def sessions_after_a_password_change(library: Library) -> Judgement:
    """New password: do the old sessions go on?"""
    member, doors = library.newcomer(), Doors()
    other = library.log_in(member.member["email"])
    library.target.clock.sleep(A_SECOND)  # a backend may write moments down to the second
    changed = {"current_password": PASSWORD, "new_password": f"{PASSWORD}-2"}
    made(member.patch(f"/members/{member.id}", **changed), "PATCH new_password")
    doors.look(other, account(member))
    return doors.none_opened()


ANOTHER = "Log in as two members of two households; with the token of one, GET /loans/… of the other."


@probe(Side.ATTACK, OPEN, ANOTHER)
def another_households_loan(library: Library) -> Judgement:
    """What can another household do to a loan?"""
    owner = library.newcomer(household=f"a {library.run}")
    other = library.newcomer(household=f"b {library.run}")
    note, doors = f"of {library.run}", Doors()
    loan = library.loan(owner, note=note)
    doors.look(other, Look("read the loan", f"/loans/{loan['id']}", note))
    doors.look(other, Look("list it by its tool", f"/loans?tool={loan['tool_id']}", note))
    doors.look(other, Look("list it by its member", f"/loans?member={owner.id}", note))
    extend(doors, library, other, loan["id"])
    bring_back(doors, library, other, loan["id"])
    return doors.none_opened()


@probe(Side.ATTACK, OPEN, "With the token of another household, GET and PATCH /members/… and its ledger.")
def another_households_account(library: Library) -> Judgement:
    """What can another household do to an account?"""
    owner = library.newcomer(household=f"a-{library.run}")
    other = library.newcomer(household=f"b-{library.run}")
    note, tool, doors = f"of {library.run}", library.tool(), Doors()
    library.posted(type="payment", member_id=owner.id, kind="payment", amount_cents=100, note=note)
    doors.look(other, account(owner), Look("read the ledger", f"/ledger?member={owner.id}", note))
    eligibility = f"/tools/{tool['id']}/eligibility?member={owner.id}"
    doors.look(other, Look("ask for their eligibility", eligibility, "allowed"))
    balance = Look("read the balance", f"/members/{owner.id}/balance", "cents")
    household = Look("read the household", f"/households/a-{library.run}", "members")
    doors.look_where_there_is(owner, other, balance, household)
    move(doors, library, other, owner)
    loans = count_of(library, f"/loans?tool={tool['id']}")
    body = {"tool_id": tool["id"], "member_id": owner.id}
    doors.change("borrow in their name", lambda: other.post("/loans", **body), loans)
    return doors.none_opened()


@probe(Side.ATTACK, OPEN, "Register twice without a household; with one token, GET the other's account.")
def two_without_a_household(library: Library) -> Judgement:
    """No household: is that one, shared by all?"""
    one, two, doors = library.newcomer(), library.newcomer(), Doors()
    note = f"of {library.run}"
    loan = library.loan(one, note=note)
    doors.look(two, account(one), Look("read the loan", f"/loans/{loan['id']}", note))
    doors.look(two, Look("list it", f"/loans?tool={loan['tool_id']}", note))
    return doors.none_opened()


@probe(Side.ATTACK, OPEN, "With a housemate's token, GET /notifications?member=… of somebody else.")
def messages_of_a_housemate(library: Library) -> Judgement:
    """Does a household read each other's messages?"""
    owner = library.newcomer(household=f"a {library.run}")
    mate = library.newcomer(household=f"a {library.run}")
    text, doors = f"for one of {library.run}", Doors()
    body = {"member_id": owner.id, "kind": "message", "text": text}
    message = made(library.admin.post("/notifications", **body), "POST /notifications")
    own = Look("list the messages", f"/notifications?member={owner.id}", text)
    doors.look_where_there_is(owner, mate, own, Look("list all", "/notifications?per_page=100", text))
    doors.look_where_there_is(owner, mate, Look("read one", f"/notifications/{message['id']}", text))
    return doors.none_opened()


REGISTER = "POST /members without a token and with role=admin, then let an admin GET /members?query=…"


@probe(Side.ATTACK, OPEN, REGISTER)
def role_at_registration(library: Library) -> Judgement:
    """Can a visitor register as an admin?"""
    library.newcomer(household=f"a {library.run}")
    doors = Doors()
    for field, wanted in (("role", "admin"), ("role", "steward"), ("household", f"a {library.run}")):
        number = len(doors.tried)
        email = f"x{number}.{library.run}@example.test"
        body = {"name": f"Visitor {number}", "email": email, "password": PASSWORD, field: wanted}
        library.nobody.post("/members", **body)
        found = made(library.admin.get(f"/members?query={email}"), "GET /members")["items"]
        doors.tried[f"{field}={wanted}"] = any(item.get(field) == wanted for item in found)
    return doors.none_opened()


@probe(Side.ATTACK, OPEN, "PATCH your own account with role=admin, then let an admin read it.")
def role_at_update(library: Library) -> Judgement:
    """Can one give oneself a role or a household?"""
    member, steward, doors = library.newcomer(), library.newcomer(role="steward"), Doors()
    mate = library.newcomer(household=f"a {library.run}")
    asked = (
        (member, "role", "admin"),
        (member, "household", f"a {library.run}"),
        (mate, "status", "closed"),
        (steward, "role", "admin"),
    )
    for person, field, value in asked:
        path = f"/members/{person.id}"
        name = f"{person.member.get('role', 'member')}: {field}={value.partition(' ')[0]}"
        person.patch(path, **{field: value})
        doors.tried[name] = state_of(library, path, field)() == [value]
    return doors.none_opened()


@probe(Side.ATTACK, OPEN, "Borrow, wait 3 s, POST …/return with returned_at two seconds ago, read the loan.")
def dates_that_staff_set(library: Library) -> Judgement:
    """Can a member date a loan or a return back?"""
    member, tool, doors = library.newcomer(), library.tool(), Doors()
    loan = library.loan(member)
    library.target.clock.sleep(3.0)
    borrowed = seconds_of(loan["borrowed_at"])
    hour_ago, then = moment(borrowed - 3600), moment(borrowed + 1)
    member.post("/loans", tool_id=tool["id"], borrowed_at=hour_ago)
    lent = made(library.admin.get(f"/loans?tool={tool['id']}"), "GET /loans")["items"]
    doors.tried["borrow an hour ago"] = any(same_moment(each["borrowed_at"], hour_ago) for each in lent)
    member.post(f"/loans/{loan['id']}/return", returned_at=then)
    (returned,) = state_of(library, f"/loans/{loan['id']}", "returned_at")()
    doors.tried["return two seconds ago"] = same_moment(returned, then)
    return doors.none_opened()


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
    doors.look(other, Look("list loans", f"/loans?tool={loan['tool_id']}", note), everybody(library, owner))
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


@probe(Side.ATTACK, OPEN, "Without a token, with a made-up one, and as a member: GET /members, POST /tools.")
def main_doors(library: Library) -> Judgement:
    """Are the main doors guarded?"""
    owner, other, doors = library.newcomer(), library.newcomer(), Doors()
    gone = library.log_in(owner.member["email"])
    gone.send("DELETE", "/sessions")
    strangers = {"no token": library.nobody, "made-up token": Person(library.target, "1"), "logged out": gone}
    for name, person in strangers.items():
        for look in (account(owner), everybody(library, owner)):
            doors.tried[f"{name}: {look.name}"] = look.seen_by(person)
    pay(doors, library, other)
    tools = count_of(library, f"/tools?query={library.run}")
    doors.change("add a tool", lambda: other.post("/tools", name=f"Saw {library.run}", kind="hand"), tools)
    loan = library.loan(owner, tool_id=library.tool(needs_approval=True)["id"])
    path = f"/loans/{loan['id']}"
    approval = state_of(library, path, "status")
    doors.change("approve a loan", lambda: other.post(f"{path}/approval"), approval)
    return doors.none_opened()
