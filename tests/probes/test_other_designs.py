"""Strangers: what the contract leaves open is not broken, and what nobody saw is not held."""

import re
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import requests

from labapp.probes.auth.matrix import cells
from labapp.probes.families import PROBES
from labapp.probes.finding import Verdict
from labapp.probes.logs.detective import LAG_SECONDS, Detective
from labapp.probes.people import Library
from labapp.services import NotFound, Permit
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

PROBE = {probe.__name__: probe for probes in PROBES.values() for probe in probes}
NOBODY = {"items": [], "page": 1, "per_page": 20, "total": 0}


@dataclass
class Front:
    """Stands before one of our backends and answers some requests in its own way."""

    http: requests.Session
    own_way: object

    def request(self, method, url, **options):
        sent = {name: options.get(name) for name in ("params", "json")}
        answer = self.own_way(requests.Request(method, url, **sent).prepare())
        return self.http.request(method, url, **options) if answer is None else answer


def answered(asked, status, shown):
    answer = requests.models.Response()
    answer.status_code, answer.request, answer.url = status, asked, asked.url
    answer._content = requests.compat.json.dumps(shown).encode()
    return answer


def found(name, services, own_way=lambda asked: None, **changes):
    with in_simulation(services) as target:
        return PROBE[name](replace(target, http=Front(target.http, own_way), **changes))


def finds_nobody(asked):
    parts = urlsplit(asked.url)
    if asked.method == "GET" and parts.path == "/members" and "query=" in parts.query:
        return answered(asked, 200, NOBODY)


def finds_names_only(asked):
    return finds_nobody(asked) if "%40" in asked.url or "@" in asked.url else None


@pytest.mark.parametrize("search", [finds_nobody, finds_names_only])
def test_who_registers_as_an_admin_is_seen_whatever_a_search_finds(search):
    finding = found("role_at_registration", mixture("naive"), search)
    assert (finding.verdict, finding.measure) == (Verdict.BROKEN, 3.0)


def test_the_matrix_sees_the_visitor_who_became_an_admin_too():
    with in_simulation(mixture("naive")) as target:
        blind = replace(target, http=Front(target.http, finds_nobody))
        assert next(cells(blind, ["become an admin"])).can


def test_a_visitor_who_was_registered_and_whom_nobody_finds_is_unmeasured():
    def wait_for_an_email(asked):
        visitor = b"x0." in (asked.body or b"")
        return answered(asked, 401 if "sessions" in asked.url else 202, {}) if visitor else None

    assert found("role_at_registration", mixture("fixed"), wait_for_an_email).verdict is Verdict.UNMEASURED


@pytest.mark.parametrize("name", ["role_kept_in_the_token", "main_doors"])
def test_the_list_of_members_is_tried_whatever_a_search_finds(name):
    evidence = found(name, replace(mixture("naive"), authorize=allowing), finds_nobody).evidence
    assert "list members" in evidence


def allowing(ctx, actor, action, subject):
    return Permit()


def test_a_message_is_seen_behind_a_hundred_older_ones():
    def all_or_nothing(asked):
        one = "member=" in asked.url or re.search(r"/notifications/\d+$", asked.url)
        return answered(asked, 403, {}) if asked.method == "GET" and one else None

    with in_simulation(replace(mixture("naive"), authorize=allowing)) as target:
        admin = Library(target, "used").admin
        for _ in range(101):
            admin.post("/notifications", member_id=admin.id, kind="message", text="Hello")
        used = replace(target, http=Front(target.http, all_or_nothing))
        finding = PROBE["messages_of_a_housemate"](used)
    assert finding.verdict is Verdict.BROKEN, finding.evidence


def without(methods, path, status):
    """Answer as a backend does that lacks a route: 404 to everything there, or 405 to some methods."""

    def own_way(asked):
        here = re.fullmatch(path, urlsplit(asked.url).path)
        return answered(asked, status, {}) if here and asked.method in (methods or [asked.method]) else None

    return own_way


FACTS = "POST /facts", without([], "/facts", 404)
LEDGER = "/ledger", without([], "/ledger", 404)
CHANGE = "PATCH /members/", without(["PATCH"], "/members/.*", 405)
LOANS = "POST /loans", without([], "/loans.*", 404)
ELIGIBILITY = "/eligibility", without([], "/tools/.*", 404)
MEMBERS = "GET /members", without(["GET"], "/members", 405)
LIST = "GET /loans", without(["GET"], "/loans", 405)
MISSING = [
    *[(name, FACTS) for name in ("links_lost", "stewards_at_work")],
    *[(name, LEDGER) for name in ("links_lost", "stewards_at_work")],
    *[(name, CHANGE) for name in ("members_at_work", "stewards_at_work", "admins_at_work")],
    *[(name, LOANS) for name in ("links_lost", "members_at_work", "stewards_who_date")],
    *[(name, ELIGIBILITY) for name in ("links_lost", "members_at_work")],
    *[(name, MEMBERS) for name in ("not_recognised", "stewards_at_work", "role_kept_in_the_token")],
    *[(name, LIST) for name in ("links_lost", "lost_in_paging")],
]


@pytest.mark.parametrize(("name", "lacking"), MISSING)
def test_a_route_that_is_missing_is_unmeasured(name, lacking):
    route, own_way = lacking
    finding = found(name, mixture("fixed"), own_way)
    assert finding.verdict is Verdict.UNMEASURED, finding.evidence
    assert route in finding.evidence


@pytest.mark.parametrize(
    ("operation", "who", "name"),
    [
        ("update_member", {"member"}, "members_at_work"),
        ("record_fact", {"steward"}, "stewards_at_work"),
        ("record_fact", {"steward", "admin"}, "links_lost"),
        ("list_loans", {"member"}, "lost_in_paging"),
    ],
)
def test_not_found_where_there_is_a_route_is_broken(operation, who, name):
    def hide(ctx, actor, action, subject):
        if action.operation == operation and actor and actor.role in who:
            raise NotFound("Nothing here.")
        return mixture("fixed").authorize(ctx, actor, action, subject)

    finding = found(name, replace(mixture("fixed"), authorize=hide))
    assert finding.verdict is Verdict.BROKEN, finding.evidence


class Unlinked(Front):
    """A backend whose lists have no Link."""

    def request(self, method, url, **options):
        answer = self.http.request(method, url, **options)
        answer.headers.pop("Link", None)
        return answer


@pytest.mark.parametrize(("newest_first", "verdict"), [(False, Verdict.HELD), (True, Verdict.BROKEN)])
def test_pages_are_asked_for_by_number_where_there_is_no_link(newest_first, verdict):
    with in_simulation(mixture("fixed")) as target:
        http = (Backwards if newest_first else Unlinked)(target.http, None)
        finding = PROBE["lost_in_paging"](replace(target, http=http))
    assert finding.verdict is verdict
    assert finding.evidence.startswith("5 of 5 loans came once")


class Backwards(Unlinked):
    """A backend that shows the newest loan first."""

    def request(self, method, url, **options):
        answer = super().request(method, url, **options)
        if method == "GET" and url.partition("?")[0].endswith("/loans"):
            whole = self.http.request(method, url.partition("?")[0], **options).json()
            page = answer.json()
            rows, size = whole["items"][::-1], page["per_page"]
            page["items"] = rows[(page["page"] - 1) * size : page["page"] * size]
            answer._content = requests.compat.json.dumps(page).encode()
        return answer


class ByEmail:
    """A carrier as seen by somebody whose backend writes to the email where there is a phone, too."""

    def __init__(self, carrier):
        self.carrier = carrier

    @property
    def ledger(self):
        return [SimpleNamespace(to="ada@example.test", text=call.text) for call in self.carrier.ledger]


def test_a_message_is_known_by_its_text_wherever_it_is_sent():
    with in_simulation(mixture("fixed")) as target:
        finding = PROBE["secrets_at_carrier"](replace(target, carrier=ByEmail(target.carrier)))
    assert finding.verdict is Verdict.HELD, finding.evidence


@dataclass
class Slow:
    """A log whose lines come at their moments, and the clock beside it."""

    coming: list = field(default_factory=list)
    time: float = 0.0

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.time += seconds

    def logs(self):
        return [line for at, line in self.coming if at <= self.time]


def watched(coming, own=None):
    slow = Slow()
    answer = requests.Response()
    answer.headers.update({"X-Correlation-Id": own} if own else {})
    detective = Detective(SimpleNamespace(clock=slow), None, slow.logs)

    def send():
        slow.coming = coming
        return answer

    return detective.watch(send).lines, slow.time


@pytest.mark.parametrize("own", [None, "c0ffee"])
def test_the_line_of_a_request_is_waited_for_behind_those_of_others(own):
    lines, _ = watched([(0.0, "an earlier request"), (0.2, "the outbox"), (0.4, "loan 7 c0ffee")], own)
    assert lines[-1] == "loan 7 c0ffee"


def test_nobody_waits_longer_when_a_line_has_the_id_of_the_request():
    assert watched([(0.0, "loan 7 c0ffee"), (0.2, "the outbox")], "c0ffee")[1] == 0.0


def test_a_log_that_never_is_quiet_is_not_waited_for():
    _, waited = watched([(0.1 * number, "the outbox") for number in range(1000)])
    assert LAG_SECONDS < waited < 4
