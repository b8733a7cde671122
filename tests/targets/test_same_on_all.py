"""A walk through Toolshed as it is served, over real sockets to a real Carrier; no operation is missing."""

import re
from itertools import count
from pathlib import Path

import pytest
import requests
import yaml

from labapp.naive import NAIVE
from labapp.simulation.carrier import Carrier
from labapp.simulation.clock import RealClock
from labapp.targets.loopback import LoopbackServer
from labapp.targets.mixture import mixture
from labapp.targets.served import ServerOptions, server_for
from labapp.targets.simulated import SimulatedToolshed

CONTRACT = Path(__file__).parents[2] / "data/contract/openapi.yaml"
PASSWORD = "correct horse"
NUMBERS = count(1)


class Caller:
    """Somebody who speaks to Toolshed over HTTP, logged in or not; what is refused fails the test."""

    def __init__(self, url, email=None, password=PASSWORD):
        self.url, self.headers = url, {}
        if email is not None:
            session = self.post("/sessions", email=email, password=password)
            self.id = session["member_id"]
            self.headers = {"Authorization": f"Bearer {session['token']}"}

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, **body):
        return self._ask("POST", path, json=body)

    def _ask(self, method, path, **sent):
        answer = requests.request(method, f"{self.url}{path}", headers=self.headers, timeout=30, **sent)
        assert answer.ok, answer.text
        return answer.json()


class Neighbour(Caller):
    """A member, and what a member does and sees."""

    def waits_for(self, tool):
        return self.post("/reservations", tool_id=tool["id"])

    def account(self):
        """What is owed, and which deposits are still there."""
        balance = self.get(f"/members/{self.id}/balance")
        return balance["owed_cents"], balance["deposits_cents"]

    def ledger(self):
        return [
            (entry["kind"], entry["amount_cents"], entry["status"]) for entry in self.get("/ledger")["items"]
        ]

    def messages(self):
        return [(message["text"], message["status"]) for message in self.get("/notifications")["items"]]


class Desk(Caller):
    """A steward at the counter, and what can be done there."""

    def welcome(self, name, **details):
        email = f"{name.lower()}-{next(NUMBERS)}@example.test"
        Caller(self.url).post("/members", name=name, email=email, password=PASSWORD, **details)
        return Neighbour(self.url, email)

    def shelve(self, name, **details):
        return self.post("/tools", name=name, kind="ladder", **details)

    def lend(self, tool, to, on):
        return self.post("/loans", tool_id=tool["id"], member_id=to.id, borrowed_at=on)

    def take_back(self, loan, on):
        return self.post(f"/loans/{loan['id']}/return", returned_at=on)

    def take_payment(self, member, amount_cents):
        payment = {"type": "payment", "kind": "payment", "amount_cents": amount_cents}
        return self.post("/ledger", member_id=member.id, **payment)

    def refund_deposit(self, member):
        deposit = self.get(f"/ledger?member={member.id}&kind=deposit")["items"][0]
        refund = {"deposit_id": deposit["id"], "amount_cents": deposit["amount_cents"]}
        return self.post("/ledger", type="refund", **refund)["entry_ids"][0]

    def note_the_refund_has_arrived(self, entry_id):
        return self.post("/facts", kind="refund_settled", entry_id=entry_id)

    def tell(self, member, text):
        return self.post("/notifications", member_id=member.id, kind="message", text=text)


@pytest.fixture(scope="module")
def carrier():
    """Carrier itself, on loopback."""
    company = Carrier(RealClock())
    with LoopbackServer(company) as server:
        company.url = server.url
        yield company


@pytest.fixture(scope="module", params=["naive", "naive+fixed.present"])
def toolshed(request, carrier):
    """The address of Toolshed, with its demo neighbourhood; ids are numbers or not, the walk is the same."""
    wish = ServerOptions(carrier_url=carrier.url, write=lambda sink, line: None)
    with server_for(mixture(request.param), wish) as server, server:
        yield server.url


@pytest.fixture
def desk(toolshed):
    return Desk(toolshed, *ServerOptions.admin)


# --- the walk -------------------------------------------------------------------------------------


def test_a_late_ladder_is_settled_to_the_cent(desk):
    ann = desk.welcome("Ann")
    ladder = desk.shelve("Tall ladder", deposit_cents=2000, daily_late_fee_cents=50)
    loan = desk.lend(ladder, to=ann, on="2026-01-05T10:00:00Z")
    assert (loan["due_at"], ann.account()) == ("2026-01-19T10:00:00+00:00", (0, 2000))
    desk.take_back(loan, on="2026-01-22T10:00:00Z")
    assert ann.account() == (150, 2000)
    desk.take_payment(ann, 150)
    desk.note_the_refund_has_arrived(desk.refund_deposit(ann))
    assert ann.account() == (0, 0)
    booked = [("deposit", 2000), ("late_fee", 150), ("payment", 150), ("refund", 2000)]
    assert ann.ledger() == [(kind, cents, "settled") for kind, cents in booked]


def test_who_waits_is_told_by_text_message(desk, carrier):
    phone = f"555-{next(NUMBERS):04}"
    ann, ben = desk.welcome("Ann"), desk.welcome("Ben", phone=phone)
    ladder = desk.shelve("Tall ladder")
    loan = desk.lend(ladder, to=ann, on="2026-01-05T10:00:00Z")
    assert ben.waits_for(ladder)["status"] == "waiting"
    desk.take_back(loan, on="2026-01-06T10:00:00Z")
    desk.tell(ben, "We are open until six.")
    texts = ["Tall ladder is ready for you.", "We are open until six."]
    assert [call.text for call in carrier.ledger if call.to == phone] == texts
    assert ben.messages() == [(text, "sent") for text in texts]


# --- nothing is missing ---------------------------------------------------------------------------


def stated():
    """Every operation of the contract: its name, its method, its path."""
    paths = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))["paths"]
    methods = ("get", "put", "post", "delete", "patch")
    return {
        (item[method]["operationId"], method.upper(), path)
        for path, item in paths.items()
        for method in methods
        if method in item
    }


def routed(app):
    """Every view: its name, its method, its path; the methods that Flask adds stay out."""
    return {
        (rule.endpoint, method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


@pytest.fixture(scope="module")
def views():
    with SimulatedToolshed(NAIVE) as toolshed:
        return routed(toolshed.app)


def test_every_operation_has_its_view_and_every_view_its_operation(views):
    ours = {(name.rpartition(".")[2], *where) for name, *where in views if not name.startswith("pages.")}
    assert len(ours) > 40
    assert ours == stated()


def test_beside_the_operations_there_are_only_pages_to_read(views):
    pages = {(method, path) for name, method, path in views if name.startswith("pages.")}
    assert {method for method, _ in pages} == {"GET"}
    assert all(path == "/" or path.startswith("/contract/") for _, path in pages)
