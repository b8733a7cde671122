"""Logs: what a backend writes down of people's secrets, and whether support can still answer.

Each probe plants secrets that exist once in the world, through the API, and then reads the log.
Its docstring is the question that it answers, short enough for a table.
"""

import json
import re
from base64 import b64encode
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from .canaries import Canary, found, squeezed
from .detective import Detective, Step, must, names, on_the_case, told_apart
from .experiment import Judgement, Probes, Unmeasurable
from .finding import Family, Side
from .sinks import UNKNOWN, by_sink

IN_THE_LOG = "secrets in the log"
UNANSWERED = "questions unanswered"
ODD = "100 % of %s, {0} and %(all)s\\"
REASON = re.compile(r"\w(Error|Exception)\b")

LOGS = Probes(Family.LOGS, on_the_case)
PROBES, probe = LOGS.every, LOGS.probe


def _not_in_the_log(detective: Detective, planted: list[Canary]) -> Judgement:
    places = {sink: found(planted, text) for sink, text in by_sink(detective.new_lines()).items()}
    leaked = {canary for canaries in places.values() for canary in canaries}
    sinks = sorted(sink for sink, canaries in places.items() if canaries and sink != UNKNOWN)
    return _none_of(planted, leaked, f"are in {', '.join(sinks) or 'the log'}")


def _none_of(planted: list[Canary], leaked: Collection[Canary], where: str) -> Judgement:
    kinds = sorted({canary.kind for canary in leaked})
    told = f": {', '.join(kinds)}" if 0 < len(leaked) < len(planted) else ""
    return not leaked, float(len(leaked)), f"{len(leaked)} of {len(planted)} secrets {where}{told}."


@probe(Side.ATTACK, IN_THE_LOG, "POST /members with a password of your own, then grep the log for it.")
def secrets_in_bodies(detective: Detective) -> Judgement:
    """Do secrets in a body end up in the log?"""
    secrets = detective.secrets()
    _pays_by_card(detective, detective.joined(secrets).id, secrets["card"].value)
    return _not_in_the_log(detective, list(secrets.values()))


@probe(Side.ATTACK, IN_THE_LOG, "GET /loans with your token in Authorization, then grep the log for it.")
def secrets_in_headers(detective: Detective) -> Judgement:
    """Do secrets in a header end up in the log?"""
    password = detective.secrets(2)["password"]
    person = detective.joined(detective.secrets(1))
    basic = b64encode(f"{person.member['email']}:{password.value}".encode()).decode()
    header = {"Authorization": f"Basic {basic}"}
    detective.watch(detective.library.nobody.send, "GET", "/loans", headers=header)
    return _not_in_the_log(detective, [Canary("token", str(person.token)), password])


@probe(Side.ATTACK, IN_THE_LOG, "PUT /password-resets/my-secret-link, then grep the log for my-secret-link.")
def secrets_in_addresses(detective: Detective) -> Judgement:
    """Do secrets in a URL end up in the log?"""
    secrets, admin = detective.secrets(), detective.library.admin
    number = squeezed(secrets["card"].value)
    link, token = Canary("reset link", f"lost-and-found-{number}"), Canary("token", f"open-sesame-{number}")
    detective.watch(
        admin.send, "PUT", f"/password-resets/{link.value}", json={"new_password": "something else"}
    )
    detective.watch(admin.get, "/loans", access_token=token.value)
    detective.watch(admin.get, "/members", query=secrets["phone"].value)
    detective.watch(admin.get, f"/households/{secrets['address'].value}")
    return _not_in_the_log(detective, [link, token, secrets["phone"], secrets["address"]])


@probe(Side.ATTACK, IN_THE_LOG, "POST /password-resets, then grep the log for the link that was sent.")
def secrets_of_its_own(detective: Detective) -> Judgement:
    """Does it write down secrets that it made?"""
    secrets = detective.secrets()
    person = detective.joined(secrets)
    details = {"email": person.member["email"], "password": secrets["password"].value}
    step = detective.watch(detective.library.nobody.post, "/sessions", **details)
    made = [Canary("token", str(must(step, "POST /sessions")["token"]))]
    with suppress(Unmeasurable):  # the core of the contract has no links; the token is left
        made.append(detective.reset_link(person, secrets["phone"]))
    return _not_in_the_log(detective, made)


@probe(Side.ATTACK, IN_THE_LOG, 'POST /sessions {"session": {"password": "my-secret"}}, then grep the log.')
def secrets_in_disguise(detective: Detective) -> Judgement:
    """Do wrapped secrets get past the filter?"""
    nested, encoded, address, split = (detective.secrets(number) for number in range(1, 5))
    nobody, member_id = detective.library.nobody, detective.joined(detective.secrets(5)).id
    detective.watch(nobody.post, "/sessions", session={"member": {"password": nested["password"].value}})
    basic = b64encode(f"x:{encoded['password'].value}".encode()).decode()
    detective.watch(nobody.send, "GET", "/tools", headers={"Authorization": f"Basic {basic}"})
    detective.watch(nobody.get, "/tools", query=address["phone"].value)
    for note in (json.dumps({"card": {"number": nested["card"].value}}), _over_lines(split["card"].value)):
        _pays_by_card(detective, member_id, encoded["card"].value, note)
    planted = [nested["password"], encoded["password"], address["phone"], nested["card"], split["card"]]
    return _not_in_the_log(detective, planted)


@probe(Side.ATTACK, IN_THE_LOG, "Fill the disk under the database, POST /members, then grep the log.")
def secrets_in_failures(detective: Detective) -> Judgement:
    """Do secrets end up in tracebacks?"""
    secrets = detective.secrets()
    _failing(detective, secrets)
    return _not_in_the_log(detective, list(secrets.values()))


@probe(Side.ATTACK, "secrets in complaints", "POST /tools with %s in the name, then read what logging says.")
def secrets_in_complaints(detective: Detective) -> Judgement:
    """Does logging itself complain with secrets?"""
    secrets = detective.secrets()
    person = detective.joined(secrets, name=ODD)
    detective.watch(detective.library.nobody.get, "/tools", query=f"{ODD} {secrets['phone'].value}")
    _pays_by_card(detective, person.id, secrets["card"].value, f"{ODD} {secrets['card'].value}")
    planted = [*secrets.values(), Canary("token", str(person.token))]
    complaints = by_sink(detective.new_lines()).get("stderr", "")
    return _none_of(planted, found(planted, complaints), "are in its complaints")


@probe(Side.ATTACK, "secrets at Carrier", "Ask for a new password, and read what Carrier was sent.")
def secrets_at_carrier(detective: Detective) -> Judgement:
    """Is Carrier sent what it does not need?"""
    secrets = detective.secrets()
    person = detective.joined(secrets)
    _pays_by_card(detective, person.id, secrets["card"].value)
    text = {"kind": "message", "text": "Your drill is due tomorrow."}
    detective.watch(detective.library.admin.post, "/notifications", member_id=person.id, **text)
    detective.mail(secrets["phone"].value)
    needless = [secrets[kind] for kind in ("password", "card", "address")]
    needless.append(Canary("token", str(person.token)))
    sent = "\n".join(f"{call.to} {call.text}" for call in detective.target.carrier.ledger)
    return _none_of(needless, found(needless, sent), "were sent to Carrier")


@probe(Side.ATTACK, "lines forged", "GET /tools/1%0Aforged, then look for a line that begins with forged.")
def forged_lines(detective: Detective) -> Judgement:
    """Can a visitor forge a line of the log?"""
    mark = f"forged-{squeezed(detective.secrets()['card'].value)}"
    nobody, line = detective.library.nobody, f"{mark} [0000] member 1 operation=delete_member status=204"
    detective.watch(nobody.send, "GET", f"/tools/1%0A{line}")
    detective.watch(nobody.send, "GET", f"/tools?query=%0D%0A{line}")
    detective.watch(nobody.post, "/sessions", email=f"x\n{line}", password="wrong")
    json_type = {"Content-Type": "application/json"}
    detective.watch(nobody.send, "POST", "/sessions", data=f"{{\r\n{line}", headers=json_type)
    forged = sum(each.strip().startswith(mark) for each in detective.new_lines())
    return forged == 0, float(forged), f"{forged} lines of the log were written by a visitor, of 4 tried."


@probe(Side.CONTRACT, "requests without a line", "curl -i …/tools, then grep the log for X-Correlation-Id.")
def requests_without_a_line(detective: Detective) -> Judgement:
    """Does each request leave a line with its id?"""
    nobody, admin = detective.library.nobody, detective.library.admin
    steps = [
        detective.watch(nobody.get, "/tools"),
        detective.watch(nobody.get, "/tools/0"),
        detective.watch(nobody.get, "/loans"),
        detective.watch(nobody.post, "/sessions", email="nobody@example.test", password="wrong"),
        detective.watch(admin.get, f"/members/{admin.id}"),
    ]
    silent = sum(not _has_its_line(step) for step in steps)
    return silent == 0, float(silent), f"{silent} of {len(steps)} requests left no line with their id."


@probe(Side.CONTRACT, "texts changed", "POST /tools with % and {} in its name, GET it, compare.")
def texts_changed(detective: Detective) -> Judgement:
    """Do odd texts come back as they were sent?"""
    admin, name = detective.library.admin, f"{ODD} {detective.library.run}"
    made = must(detective.watch(admin.post, "/tools", name=name, kind="hand"), "POST /tools")
    read = must(detective.watch(detective.library.nobody.get, "/tools", query=ODD), "GET /tools")
    same = [made["name"] == name, name in [tool["name"] for tool in read["items"]]]
    return all(same), float(same.count(False)), f"{same.count(False)} of 2 answers changed the text."


@probe(
    Side.OVER_FIX, "events not found", "Borrow a tool, bring it back twice, grep the log for the loan's id."
)
def what_happened(detective: Detective) -> Judgement:
    """Loan X: can support see what happened to it?"""
    borrower = detective.library.newcomer()
    missing, total = 0, 0
    for _ in range(2):
        steps = _a_loan(detective, borrower)
        loan_id = must(steps[0], "POST /loans")["id"]
        missing, total = missing + sum(not names(step, loan_id) for step in steps), total + len(steps)
    return missing == 0, float(missing), f"{missing} of {total} events do not name the id of their loan."


@probe(Side.OVER_FIX, UNANSWERED, "Bring a loan back, twice. Which line is which?")
def did_it_work(detective: Detective) -> Judgement:
    """Did it work? Does the log say so?"""
    borrower = detective.library.newcomer()
    loans = [_a_loan(detective, borrower) for _ in range(2)]
    worked, refused = [loan[2] for loan in loans], [loan[3] for loan in loans]
    if any(step.answer.ok for step in refused) or not all(step.answer.ok for step in worked):
        raise Unmeasurable("A loan could not be returned once, and once only.")
    told = told_apart(worked, refused) and told_apart(refused, worked)
    says = "tells" if told else "does not tell"
    return told, float(not told), f"The log {says} 2 returns that worked from 2 that were refused."


@probe(Side.OVER_FIX, UNANSWERED, "Let two people read one loan. Which line is whose?")
def who_did_it(detective: Detective) -> Judgement:
    """Who did it? Can support tell two people apart?"""
    people = borrower, _ = detective.library.newcomer(), detective.library.newcomer(role="steward")
    loan_id = must(_a_loan(detective, borrower)[0], "POST /loans")["id"]
    seen: tuple[list[Step], list[Step]] = ([], [])
    for _ in range(2):
        for person, steps in zip(people, seen, strict=True):
            steps.append(detective.watch(person.get, f"/loans/{loan_id}"))
    told = told_apart(seen[0], seen[1]) and told_apart(seen[1], seen[0])
    says = "tells" if told else "does not tell"
    return told, float(not told), f"The log {says} two readers of a loan apart."


@probe(Side.OVER_FIX, "failures without a reason", "Fill the disk under the database, POST /members, read.")
def where_it_failed(detective: Detective) -> Judgement:
    """The disk was full: does the log say why?"""
    steps = _failing(detective, detective.secrets())
    silent = sum(not REASON.search(step.text) for step in steps)
    return silent == 0, float(silent), f"{silent} of {len(steps)} failures left no error's name in the log."


def _pays_by_card(detective: Detective, member_id: Any, card: str, note: str = "") -> Step:
    """Let the desk book a payment; somebody types the card number into the note, too."""
    payment = {"type": "payment", "member_id": member_id, "kind": "payment", "amount_cents": 500}
    note = note or f"paid by card {card}"
    return detective.watch(detective.library.admin.post, "/ledger", card_number=card, note=note, **payment)


def _a_loan(detective: Detective, borrower: Any) -> list[Step]:
    """Borrow, read, bring back, and bring back once more, which is refused."""
    tool_id = detective.library.tool()["id"]
    lent = detective.watch(borrower.post, "/loans", tool_id=tool_id)
    path = f"/loans/{must(lent, 'POST /loans')['id']}"
    read = detective.watch(borrower.get, path)
    return [lent, read, *(detective.watch(borrower.post, f"{path}/return") for _ in range(2))]


def _failing(detective: Detective, secrets: dict[str, Canary]) -> list[Step]:
    """Send what needs a disk while it is full; return the requests that failed."""
    if detective.target.full_disk is None:
        raise Unmeasurable("Nobody can fill this backend's disk, so its tracebacks were not seen.")
    admin_id, run = detective.library.admin.id, detective.library.run
    details = {kind: secrets[kind].value for kind in ("password", "phone", "address")}
    who = {"name": f"Late {run}", "email": f"late.{run}@example.test"}
    with detective.target.full_disk():
        sent = [
            detective.watch(detective.library.nobody.post, "/members", **who, **details),
            _pays_by_card(detective, admin_id, secrets["card"].value),
        ]
    failed = [step for step in sent if step.answer.status_code >= 500]
    if not failed:
        raise Unmeasurable("With a full disk nothing failed, so no traceback was seen.")
    return failed


def _over_lines(card: str) -> str:
    return "card\n" + "\n".join(card[at : at + 4] for at in range(0, len(card), 4))


def _has_its_line(step: Step) -> bool:
    own = step.answer.headers.get("X-Correlation-Id")
    return any(own is None or own in line for line in step.lines)
