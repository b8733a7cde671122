"""The two backends beside ours: they speak the contract, and share nothing with Toolshed."""

import ast
import json
import re
import sys
from pathlib import Path

import pytest
import requests
import yaml
from jsonschema import Draft202012Validator

from labapp.targets.file_backend import running

DATA = Path(__file__).parents[2] / "data"
BACKENDS = {name: DATA / "backends" / f"{name}.py" for name in ("careless", "sound")}
CORE = yaml.safe_load((DATA / "contract" / "core.yaml").read_text())
OPERATIONS = {one["operationId"]: one for item in CORE["paths"].values()
              for method, one in item.items() if method in ("get", "post", "patch", "delete")}  # fmt: skip
ADMIN = ("a@example.test", "let-me-in-please")
WALK = """
log_in POST /sessions {"email": "a@example.test", "password": "let-me-in-please"}
register POST /members {"name": "Ada", "email": "ada@example.test", "password": "lovelace-1843"}
read_member GET /members/$register
update_member PATCH /members/$register {"address": "4 Lime Street", "household": "Lime", "notes": "engines"}
list_members GET /members?query=ada@&page=1&per_page=5
create_tool POST /tools {"name": "Drill", "kind": "power", "deposit_cents": 2000, "needs_approval": true}
list_tools GET /tools?query=drill&kind=power
record_fact POST /facts {"kind": "induction", "member_id": $register, "tool_kind": "power"}
read_eligibility GET /tools/$create_tool/eligibility?member=$register&at=2030-01-02T10:00:00Z
create_loan POST /loans {"tool_id": $create_tool, "member_id": $register, "note": null}
read_loan GET /loans/$create_loan
approve_loan POST /loans/$create_loan/approval {}
return_loan POST /loans/$create_loan/return {}
list_loans GET /loans?member=$register&status=returned
post_entry POST /ledger {"type": "payment", "member_id": $register, "kind": "deposit", "amount_cents": 300}
post_entry POST /ledger {"type": "refund", "deposit_id": $post_entry, "amount_cents": 300}
record_fact POST /facts {"kind": "refund_settled", "entry_id": $post_entry}
list_entries GET /ledger?member=$register&kind=refund
create_notification POST /notifications {"member_id": $register, "kind": "message", "text": "Hello"}
list_notifications GET /notifications?member=$register
log_out DELETE /sessions
"""
REFUSED = """
log_in POST /sessions {"email": "a@example.test", "password": "wrong"}
log_in POST /sessions {"name": "wrong"}
read_member GET /members/1
create_tool POST /tools {"name": "Saw", "kind": "hand"}
"""


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request):
    with running(BACKENDS[request.param], ADMIN) as stranger:
        yield request.param, stranger.url


def walked(url, walk):
    """Send each line of a walk; what a line made is $known to those after it."""
    known, token = {}, {}
    for line in walk.strip().splitlines():
        name, method, path, *body = line.split(" ", 3)
        path = re.sub(r"\$(\w+)", lambda found: str(known[found[1]]), path)
        body = re.sub(r"\$(\w+)", lambda found: json.dumps(known[found[1]]), body[0] if body else "null")
        answer = requests.request(method, url + path, json=json.loads(body), headers=token, timeout=10)
        shown = answer.json() if answer.content else {}
        known[name] = shown.get("id") or (shown.get("entry_ids") or [None])[0]
        token = {"Authorization": f"Bearer {shown['token']}"} if "token" in shown else token
        yield name, answer


def unlike(name, answer, *, closed):
    """Return how an answer differs from the contract; `closed`: it has no other field either."""
    said = OPERATIONS[name]["responses"]
    said = said.get(str(answer.status_code), said["default"])
    if "content" not in said:
        return []
    schema = json.dumps(said["content"]["application/json"]["schema"])
    schema = json.loads(schema if closed else schema.replace('"additionalProperties": false, ', ""))
    return [f"{name}: {error.message}" for error in Draft202012Validator(schema).iter_errors(answer.json())]


def test_every_operation_answers_as_the_contract_says(backend):
    name, url = backend
    answers = list(walked(url, WALK))
    assert {operation for operation, _ in answers} == set(OPERATIONS)
    assert [(operation, answer.text) for operation, answer in answers if not answer.ok] == []
    assert [wrong for each in answers for wrong in unlike(*each, closed=name == "sound")] == []
    for operation, answer in answers:
        assert ("Location" in answer.headers) == (answer.status_code == 201 and operation != "log_in")


def test_every_refusal_has_the_shape_of_the_contract(backend):
    answers = list(walked(backend[1], REFUSED))
    assert all(400 <= answer.status_code < 500 for _, answer in answers)
    assert [wrong for each in answers for wrong in unlike(*each, closed=True)] == []


@pytest.mark.parametrize("file", BACKENDS.values(), ids=BACKENDS)
def test_a_backend_uses_what_a_learner_has_and_nothing_of_ours(file):
    nodes = list(ast.walk(ast.parse(file.read_text())))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    others = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)
    learners = (DATA.parent / "requirements.txt").read_text()
    assert [name for name in others if f"\n{name}==" not in f"\n{learners}"] == []


@pytest.mark.parametrize("file", BACKENDS.values(), ids=BACKENDS)
def test_a_backend_that_is_started_by_hand_listens_on_loopback_only(file):
    source = file.read_text()
    assert 'HOST = "127.0.0.1"' in source or 'HOST, OUR_TOWN = "127.0.0.1"' in source
    assert re.search(r"(run|serve)\(.*host=HOST", source)
    assert "0.0.0.0" not in source
