"""Logs: what a backend writes down of people's secrets, and who else may write there."""

import json
from base64 import b64encode
from collections.abc import Collection
from contextlib import suppress

from ..experiment import Judgement, Probes, Unmeasurable
from ..finding import Family, Side
from .canaries import Canary, found, squeezed
from .detective import Detective, must, on_the_case
from .sinks import UNKNOWN, by_sink
from .visits import ODD, failing, pays_by_card

IN_THE_LOG = "secrets in the log"

LOGS = Probes(Family.LOGS, on_the_case)
probe = LOGS.probe


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
    pays_by_card(detective, detective.joined(secrets).id, secrets["card"].value)
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
        pays_by_card(detective, member_id, encoded["card"].value, note)
    planted = [nested["password"], encoded["password"], address["phone"], nested["card"], split["card"]]
    return _not_in_the_log(detective, planted)


@probe(Side.ATTACK, IN_THE_LOG, "Fill the disk under the database, POST /members, then grep the log.")
def secrets_in_failures(detective: Detective) -> Judgement:
    """Do secrets end up in tracebacks?"""
    secrets = detective.secrets()
    failing(detective, secrets)
    return _not_in_the_log(detective, list(secrets.values()))


@probe(Side.ATTACK, "secrets in complaints", "POST /tools with %s in the name, then read what logging says.")
def secrets_in_complaints(detective: Detective) -> Judgement:
    """Does logging itself complain with secrets?"""
    secrets = detective.secrets()
    person = detective.joined(secrets, name=ODD)
    detective.watch(detective.library.nobody.get, "/tools", query=f"{ODD} {secrets['phone'].value}")
    pays_by_card(detective, person.id, secrets["card"].value, f"{ODD} {secrets['card'].value}")
    planted = [*secrets.values(), Canary("token", str(person.token))]
    complaints = by_sink(detective.new_lines()).get("stderr", "")
    return _none_of(planted, found(planted, complaints), "are in its complaints")


@probe(Side.ATTACK, "secrets at Carrier", "Ask for a new password, and read what Carrier was sent.")
def secrets_at_carrier(detective: Detective) -> Judgement:
    """Is Carrier sent what it does not need?"""
    secrets = detective.secrets()
    person = detective.joined(secrets)
    pays_by_card(detective, person.id, secrets["card"].value)
    message = {"kind": "message", "text": f"Your drill is due tomorrow ({detective.library.run})."}
    detective.watch(detective.library.admin.post, "/notifications", member_id=person.id, **message)
    detective.mail(text=message["text"])
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


def _over_lines(card: str) -> str:
    return "card\n" + "\n".join(card[at : at + 4] for at in range(0, len(card), 4))
