"""Auth: the role, the household, the status and the dates that one cannot give to oneself."""

from ..experiment import Judgement, Probes
from ..finding import Family, Side
from ..people import Library, made
from .attempts import OPEN, opened, registered
from .doors import Doors, moment, same_moment, seconds_of, state_of

AUTH = Probes(Family.AUTH, opened)
probe = AUTH.probe

REGISTER = (
    "POST /members without a token, with role=admin, role=steward, or the household of somebody else, "
    "then let an admin GET /members/…"
)


@probe(Side.ATTACK, OPEN, REGISTER)
def role_at_registration(library: Library) -> Judgement:
    """Can a visitor register as an admin?"""
    library.newcomer(household=f"a {library.run}")
    doors = Doors()
    for field, wanted in (("role", "admin"), ("role", "steward"), ("household", f"a {library.run}")):
        account = registered(library, f"x{len(doors.tried)}", **{field: wanted})
        doors.tried[f"{field}={wanted}"] = account is not None and account[field] == wanted
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
