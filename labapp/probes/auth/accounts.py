"""Auth: what an account still opens after it was closed, downgraded, suspended, or its password changed."""

from ..experiment import Judgement, Probes
from ..finding import Family, Side
from ..people import PASSWORD, Library, made
from .attempts import OPEN, account, everybody, extend, logged_in_or_not, move, opened, pay
from .doors import Doors, state_of

A_SECOND = 1.1

AUTH = Probes(Family.AUTH, opened)
probe = AUTH.probe

CLOSED = "Log in as a steward, let an admin set status to closed, then GET /members with the old token."


@probe(Side.ATTACK, OPEN, CLOSED)
def closed_account_with_a_token(library: Library) -> Judgement:
    """Account closed: what does its token still open?"""
    somebody, closed, doors = library.newcomer(), library.newcomer(role="steward"), Doors()
    made(library.admin.patch(f"/members/{closed.id}", status="closed"), "PATCH status=closed")
    doors.look(closed, account(closed), *everybody(doors, library, somebody))
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
    doors.look(former, account(somebody), *everybody(doors, library, somebody))
    pay(doors, library, former)
    return doors.none_opened()


SUSPENDED = "Log in as a steward, let an admin set status to suspended, then POST /ledger with the old token."


@probe(Side.ATTACK, OPEN, SUSPENDED)
def suspended_and_at_work(library: Library) -> Judgement:
    """Suspended: who goes on as if nothing were?"""
    member, steward, doors = library.newcomer(), library.newcomer(role="steward"), Doors()
    loan = library.loan(member)
    for person in (member, steward):
        made(library.admin.patch(f"/members/{person.id}", status="suspended"), "PATCH status=suspended")
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
