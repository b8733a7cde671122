"""Public ids: given once, for rows old and new, to one row for ever; and nothing else goes out."""

import pytest

from labapp.fixed.present import PROMISED, PUBLIC_IDS, ROWS_AT_ONCE, present
from labapp.models import Login, Model
from labapp.naive import NAIVE
from labapp.targets.mixture import mixture
from labapp.targets.simulated import SimulatedToolshed as Library
from labapp.toolshed.app import close, create_app

from .contract import document
from .fakes import Api, World, at_once, settings


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/toolshed.db"


def served(url, **services):
    return create_app(mixture("naive+fixed.present"), settings(url, demo=True), World().dependencies())


@pytest.fixture
def app(url):
    app = served(url)
    yield app
    close(app)


@pytest.fixture
def admin(app):
    return Api(app).as_("admin")


def test_what_was_there_before_the_fix_gets_ids_too(url):
    close(create_app(NAIVE, settings(url, demo=True), World().dependencies()))
    app = served(url)
    tools = Api(app).get("/tools", per_page=100).json["items"]
    assert len({tool["id"] for tool in tools}) == 100
    assert all(Api(app).get(f"/tools/{tool['id']}").json == tool for tool in tools[:3])
    close(app)


def test_an_id_outlives_the_process(url):
    seen = []
    for _ in range(2):
        app = served(url)
        seen.append(Api(app).get("/tools").json["items"])
        close(app)
    assert seen[0] == seen[1]


def test_the_naive_app_has_no_trace_of_it():
    with Library(NAIVE) as library, library.app.extensions["toolshed"].sessions() as session:
        assert PUBLIC_IDS.name not in session.connection().dialect.get_table_names(session.connection())
    assert PUBLIC_IDS.name not in Model.metadata.tables


def test_whoever_sees_a_row_first_at_the_same_moment_sees_the_same_id(app):
    seen = at_once([lambda: Api(app).get("/tools", per_page=100).json["items"]] * 4)
    assert seen[0] == seen[1] == seen[2] == seen[3]


def test_the_id_of_a_deleted_row_is_never_given_to_another(admin):
    tool, gone = admin.tool(), {}
    for _ in range(2):
        place = admin.post("/reservations", tool_id=tool["id"]).json
        assert place["id"] not in gone
        gone[place["id"]] = admin.delete(f"/reservations/{place['id']}")
        assert admin.get(f"/reservations/{place['id']}").status_code == 404


def test_ids_beyond_the_first_page_of_the_table_are_found(app, admin):
    items = admin.get("/exports/loans").json["items"]
    assert len(items) > 2 * ROWS_AT_ONCE
    assert len({item["id"] for item in items}) == len(items)
    assert admin.get(f"/loans/{items[-1]['id']}").json == items[-1]


@pytest.mark.parametrize("kind", PROMISED, ids=lambda kind: kind.__name__)
def test_what_is_promised_is_what_the_contract_promises(kind):
    shape = document()["components"]["schemas"][kind.__name__]
    assert sorted(PROMISED[kind].split()) == sorted(shape["required"])


def test_what_nobody_promised_is_not_shown():
    with pytest.raises(KeyError):
        present.show(None, Login(), None)


def test_an_id_of_one_kind_opens_nothing_of_another(admin):
    loan = admin.loan()
    assert admin.get(f"/reservations/{loan['id']}").status_code == 404
    assert admin.get(f"/members/{loan['tool_id']}").status_code == 404
