"""The policy of the fixed authorize: a row for each operation of the contract, and nothing without a row."""

from pathlib import Path

import pytest
import yaml

from labapp.fixed.authorize import POLICY, ROLES, authorize, writable
from labapp.probes.people import Library
from labapp.services import Action, Actor, Context, Forbidden, Unauthenticated
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

CONTRACT = yaml.safe_load((Path(__file__).parents[2] / "data/contract/openapi.yaml").read_text())
WHO = {
    operation["operationId"]: operation["x-who"]
    for path in CONTRACT["paths"].values()
    for operation in path.values()
    if isinstance(operation, dict) and "operationId" in operation
}


class Nowhere:
    def get(self, kind, key):
        return None


def asked(operation, actor=None):
    ctx = Context(Nowhere(), None, None, None, "", lambda: "")
    return authorize(ctx, actor, Action(operation, "GET"), None)


def test_every_operation_has_a_row_with_the_role_that_the_contract_names():
    assert {name: rule.who for name, rule in POLICY.items()} == WHO


def test_what_has_no_row_is_refused():
    with pytest.raises(Forbidden, match="nobody may"):
        asked("export_everything")


@pytest.mark.parametrize("name", sorted(name for name, who in WHO.items() if who != "anybody"))
def test_nobody_gets_only_as_far_as_the_contract_says(name):
    with pytest.raises(Unauthenticated):
        asked(name)


def test_a_member_who_is_gone_is_nobody():
    with pytest.raises(Unauthenticated):
        asked("read_member", Actor(1, 7, "admin", None))


CHANGES = [("member", "member", True), ("member", "steward", False), ("member", "admin", False),
           ("steward", "steward", True), ("steward", "admin", False), ("admin", "admin", True)]  # fmt: skip


@pytest.mark.parametrize(("who", "whom", "may"), CHANGES)
def test_nobody_changes_an_account_above_their_own_role(who, whom, may):
    with in_simulation(mixture("naive+fixed.authorize")) as target:
        library = Library(target, "ranks")
        one, other = (library.newcomer(role=role, household=f"a {library.run}") for role in (who, whom))
        assert one.patch(f"/members/{other.id}", address="Elm Row 1").ok is may
        assert other.patch(f"/members/{other.id}", address="Elm Row 2").ok


@pytest.mark.parametrize(
    ("fact", "statuses"),
    [
        ({"kind": "closure"}, [201, 201, 403]),
        ({"kind": "household", "household": None}, [201, 201, 403]),
        ({"kind": "induction", "tool_kind": "power"}, [201, 201, 201]),
    ],
)
def test_nor_by_a_fact(fact, statuses):
    with in_simulation(mixture("naive+fixed.authorize")) as target:
        library = Library(target, "ranks")
        steward = library.newcomer(role="steward")
        about = [library.newcomer(role=role).id for role in ("member", "steward", "admin")]
        assert [steward.post("/facts", member_id=who, **fact).status_code for who in about] == statuses


@pytest.mark.parametrize("operation", ["register", "update_member"])
def test_only_admins_write_a_role(operation):
    may = [fields is None or "role" in fields for fields in (writable(operation, role) for role in ROLES)]
    assert may == [False, False, False, True]
