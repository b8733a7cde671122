"""Auth: what somebody gets at who lives elsewhere, and what a household does not share."""

from ..experiment import Judgement, Probes
from ..finding import Family, Side
from ..people import Library, made
from .attempts import OPEN, account, bring_back, extend, move, opened
from .doors import Doors, Listed, Look, count_of

AUTH = Probes(Family.AUTH, opened)
probe = AUTH.probe

ANOTHER = (
    "Log in as two members of two households; with the token of one, read, list, extend and return "
    "a loan of the other."
)


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
    doors.look(other, Listed("list it with all loans", "/loans", note))
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
    ledger = Look("read the ledger", f"/ledger?member={owner.id}", note)
    doors.look(other, account(owner), ledger, Listed("read the whole ledger", "/ledger", note))
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
    doors.look_where_there_is(owner, mate, own, Listed("list all", "/notifications", text))
    doors.look_where_there_is(owner, mate, Look("read one", f"/notifications/{message['id']}", text))
    return doors.none_opened()
