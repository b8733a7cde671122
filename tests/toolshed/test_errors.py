"""Whatever is wrong with a request, to whatever route: one error shape, and nothing has changed."""

import pytest

from .contract import operations, refused
from .fakes import stored

EXAMPLES = {
    "log_in": {"email": "m@example.test", "password": "correct horse"},
    "request_reset": {"email": "m@example.test"},
    "reset_password": {"new_password": "correct horse"},
    "register": {"name": "Ann", "email": "ann@example.test", "password": "correct horse"},
    "update_member": {"name": "Ann"},
    "confirm_phone": {"code": "123456"},
    "create_tool": {"name": "Saw", "kind": "hand"},
    "update_tool": {"name": "Saw"},
    "create_loan": {"tool_id": 1},
    "update_loan": {"note": None},
    "return_loan": {},
    "extend_loan": {"days": 1},
    "approve_loan": {},
    "create_reservation": {"tool_id": 1},
    "record_fact": {"kind": "recall", "batch": "L-1"},
    "post_entry": {"type": "split", "member_ids": [1], "kind": "loss", "total_cents": 1},
    "create_notification": {"member_id": 1, "kind": "message", "text": "Hello"},
    "send_reminders": {},
}
BAD_VALUES = (
    None, True, -1, 1.5, 2**53, 2**70, "", "x", "x\x00y", "x" * 201, "x" * 2001, [], {}, [[]],
    "2026-02-30", "2026-02-30T00:00:00Z", "2100-01-01T00:00:00Z", "2026-01-01T00:00:00",
)  # fmt: skip
IDS_OF_NOTHING = ("0", "999999", "9" * 64, "x" * 64, "-1", "x" * 65, "%00", "1.0", "é", "' OR 1=1")
NO_OBJECTS = (b"{", b"", b"\xff", b"[]", b"1", b'"x"', b"null", b'{"name": "\\ud800"}', b"[" * 9999)
BAD_QUERIES = ({"nonsense": "1"}, {"page": "0"}, {"page": "x"}, {"per_page": "101"}, {"page": ["1", "2"]})
BAD_FILTERS = ("\x00", "x" * 201, "\n")


@pytest.fixture
def used(admin, world):
    """A backend with one of everything; its ids, by the name in the path."""
    member = admin.member(household="lime-4", email="m@example.test", phone="555-0101")
    loan = admin.loan(member_id=member["id"], tool_id=admin.tool(deposit_cents=1)["id"])
    admin.post("/reservations", tool_id=loan["tool_id"])
    admin.fact("recall", batch="L-1")
    admin.post("/notifications", member_id=member["id"], kind="message", text="Hello")
    admin.post("/password-resets", email=member["email"])
    token = world.carrier.accepted[-1]["text"].rpartition("/")[2]
    one = dict.fromkeys(("tool", "loan", "reservation", "fact", "entry", "notification"), 1)
    return {**one, "member": member["id"], "household": "lime-4", "token": token}


@pytest.fixture
def nothing_changes(app, used):
    """Compare all tables before and after."""
    before = stored(app)
    yield
    assert stored(app) == before


def everywhere(choose, *statuses):
    """Try something at every operation for which `choose` gives an answer; return the complaints."""
    answers = [(operation.name, choose(operation)) for operation in operations()]
    complaints = [(name, refused(answer, *statuses)) for name, answer in answers if answer]
    return [(name, complaint) for name, complaint in complaints if complaint]


def with_body(operation, call):
    return call() if operation.body else None


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("body", NO_OBJECTS, ids=lambda body: repr(body)[:20])
def test_a_body_that_is_no_object_is_a_bad_request(admin, used, body):
    def send(operation):
        path = operation.path.format_map(used)
        return admin.send(operation.method, path, data=body, content_type="application/json")

    assert everywhere(lambda each: with_body(each, lambda: send(each)), 400) == []


@pytest.mark.usefixtures("nothing_changes")
def test_another_content_type_is_refused(admin, used):
    def send(operation):
        path = operation.path.format_map(used)
        return admin.send(operation.method, path, data="{}", content_type="text/plain")

    assert everywhere(lambda each: with_body(each, lambda: send(each)), 415) == []


@pytest.mark.usefixtures("nothing_changes")
def test_a_large_body_is_refused(admin, used):
    def send(operation):
        path, body = operation.path.format_map(used), b'{"name": "' + b"x" * 64 * 1024 + b'"}'
        return admin.send(operation.method, path, data=body, content_type="application/json")

    assert everywhere(lambda each: with_body(each, lambda: send(each)), 413) == []


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("bad", BAD_VALUES, ids=lambda bad: repr(bad)[:20])
def test_what_the_contract_forbids_in_a_body_is_refused(admin, used, bad):
    def complaints(operation):
        names = [*operation.fields(), "nonsense"]
        bodies = [{**EXAMPLES[operation.name], name: bad} for name in names]
        forbidden = [body for body in bodies if not operation.fits(body)]
        path = operation.path.format_map(used)
        answers = [admin.send(operation.method, path, json=body) for body in forbidden]
        return [complaint for answer in answers if (complaint := refused(answer, 422))]

    assert [complaint for each in operations() if each.body for complaint in complaints(each)] == []


def test_the_examples_are_what_the_contract_allows():
    assert [each.name for each in operations() if each.body and not each.fits(EXAMPLES[each.name])] == []


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("query", BAD_QUERIES, ids=str)
def test_a_query_that_nobody_expects_is_refused(admin, used, query):
    def send(operation):
        path, body = operation.path.format_map(used), EXAMPLES.get(operation.name)
        return admin.send(operation.method, path, json=body, query_string=query)

    assert everywhere(send, 422) == []


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("text", BAD_FILTERS, ids=ascii)
def test_a_filter_with_control_characters_is_refused(admin, used, text):
    def complaints(operation):
        path = operation.path.format_map(used)
        answers = [admin.get(path, **{name: text}) for name in operation.query]
        return [complaint for answer in answers if (complaint := refused(answer, 422))]

    assert [complaint for each in operations() for complaint in complaints(each)] == []


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("text", IDS_OF_NOTHING)
def test_an_id_of_nothing_is_not_found(admin, used, text):
    def send(operation):
        path = operation.path.format_map(dict.fromkeys(used, text))
        return admin.send(operation.method, path, json=EXAMPLES.get(operation.name))

    assert everywhere(lambda each: send(each) if "{" in each.path else None, 404) == []


@pytest.mark.usefixtures("nothing_changes")
def test_without_a_session_only_public_operations_answer(api, used):
    def send(operation):
        path, body = operation.path.format_map(used), EXAMPLES.get(operation.name)
        return api.send(operation.method, path, json=body, headers={"Authorization": "Bearer nonsense"})

    assert everywhere(lambda each: None if each.public else send(each), 401) == []


@pytest.mark.parametrize("path", ["/nowhere", "/members/", "/members/1/nowhere"])
def test_a_path_that_is_not_in_the_contract_is_not_found(admin, path):
    assert refused(admin.get(path), 404) is None


def test_a_method_that_is_not_in_the_contract_is_told_what_is_allowed(admin):
    answer = admin.put("/members")
    assert refused(answer, 405) is None
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_only_this_machine_is_answered(admin):
    answer = admin.send("GET", "/health", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert refused(answer, 403) is None
