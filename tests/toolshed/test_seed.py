"""The demo neighbourhood: it fits together, it is the same every time, it is there at once."""

from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from sqlalchemy import delete, select

from labapp.models import Entry, Fact, Loan, Member, Model, Notification, Reservation, Tool
from labapp.naive import NAIVE
from labapp.toolshed import seed
from labapp.toolshed.app import close, create_app

from .fakes import ADMIN, Api, World, at_once, settings, stored

MODELS = (Member, Tool, Loan, Entry, Fact, Reservation, Notification)


def build(url):
    return create_app(NAIVE, settings(url, demo=True), World().dependencies())


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The rows of a fresh demo, by model."""
    app = build(f"sqlite:///{tmp_path_factory.mktemp('demo')}/toolshed.db")
    with app.extensions["toolshed"].sessions() as session:
        yield {kind: session.scalars(select(kind).order_by(kind.id)).all() for kind in MODELS}
    close(app)


@pytest.fixture
def now():
    return World().clock.at


def test_both_databases_hold_the_same_demo(database_url, demo):
    app = build(database_url)
    rows = {table: len(rows) for table, rows in stored(app).items() if rows}
    assert rows == {kind.__tablename__: len(demo[kind]) for kind in MODELS}
    close(app)


def test_a_second_start_adds_nothing(database_url):
    first = build(database_url)
    before = stored(first)
    close(first)
    second = build(database_url)
    assert stored(second) == before
    close(second)


def test_what_is_there_stays_and_gets_no_demo(database_url):
    plain = create_app(NAIVE, settings(database_url), World().dependencies())
    Api(plain).member()
    before = stored(plain)
    close(plain)
    again = build(database_url)
    assert stored(again) == before
    close(again)


def test_ids_go_on_after_the_demo(database_url, demo):
    app = build(database_url)
    admin = Api(app).as_("admin")
    assert admin.member()["id"] > max(member.id for member in demo[Member])
    assert admin.loan()["id"] > max(loan.id for loan in demo[Loan])
    close(app)


def test_three_may_fill_a_new_database_at_once(database_url, demo):
    apps = [build(database_url) for _ in range(3)]
    with apps[0].extensions["toolshed"].sessions() as session:
        for table in reversed(Model.metadata.sorted_tables):
            session.execute(delete(table))
        session.commit()
    at_once([partial(seed.seed, app) for app in apps])
    counts = {table: len(rows) for table, rows in stored(apps[0]).items() if rows}
    assert counts == {kind.__tablename__: len(demo[kind]) for kind in MODELS}
    for app in apps:
        close(app)


def test_everybody_logs_in_with_one_password(database_url):
    app = build(database_url)
    assert Api(app).logged_in("amara.okafor@example.org", "toolshed")
    assert Api(app).logged_in(**ADMIN)
    close(app)


def test_it_is_a_small_neighbourhood(demo):
    neighbours = [member for member in demo[Member] if member.email != ADMIN["email"]]
    assert (len(neighbours), len(demo[Tool])) == (40, 120)
    assert 20 <= len({member.household for member in neighbours}) <= 30
    assert 400 <= len(demo[Loan]) <= 600
    assert len({tool.kind for tool in demo[Tool]}) == 3


def test_nothing_in_it_could_be_real(demo):
    assert all(member.email.endswith(("@example.org", ".test")) for member in demo[Member])
    assert all(member.phone.startswith("555-01") for member in demo[Member] if member.phone)


def test_a_tool_is_out_once_at_a_time(demo, now):
    for tool in demo[Tool]:
        loans = [loan for loan in demo[Loan] if loan.tool_id == tool.id]
        assert all((first.returned_at or now) <= then.borrowed_at for first, then in pairwise(loans))


def test_a_loan_begins_before_it_ends_and_after_its_member_joined(demo, now):
    for loan in demo[Loan]:
        assert loan.member.joined_at < loan.borrowed_at < (loan.returned_at or now) <= now
        assert (loan.status == "returned") == (loan.returned_at is not None)
        assert loan.due_at == loan.borrowed_at + timedelta(days=14)


def test_some_loans_are_late_and_some_are_out(demo, now):
    late = [loan for loan in demo[Loan] if (loan.returned_at or now) > loan.due_at]
    out = [loan for loan in demo[Loan] if loan.status == "open"]
    assert 10 < len(late) < len(demo[Loan]) / 8
    assert 5 < len(out) < 40


def test_nobody_borrows_what_needs_an_induction_without_one(demo):
    inducted = {(fact.member_id, fact.tool_kind) for fact in demo[Fact] if fact.kind == "induction"}
    needed = {(loan.member_id, loan.tool.kind) for loan in demo[Loan] if loan.tool.needs_induction}
    assert needed
    assert needed <= inducted


def test_somebody_else_approved_what_needs_approval(demo):
    for loan in demo[Loan]:
        assert (loan.approved_by_id is not None) == loan.tool.needs_approval
        assert loan.approved_by_id != loan.member_id


def test_a_household_has_at_most_three_tools_and_nothing_overdue_when_it_borrows(demo, now):
    for loan in demo[Loan]:
        family = [other for other in demo[Loan] if other.member.household == loan.member.household]
        out = [other for other in family if other.borrowed_at < loan.borrowed_at < (other.returned_at or now)]
        assert len(out) < 3
        assert all(other.due_at > loan.borrowed_at for other in out)


def test_nobody_borrows_while_away(demo, now):
    def dated(kind, member_id):
        return [fact.happened_at for fact in demo[Fact] if (fact.kind, fact.member_id) == (kind, member_id)]

    for loan in demo[Loan]:
        left = dated("closure", loan.member_id) + dated("suspension", loan.member_id)
        back = dated("reopening", loan.member_id) or [now]
        assert all(
            (loan.returned_at or now) < gone or loan.borrowed_at > again
            for gone, again in zip(left, back, strict=False)
        )


def test_a_recalled_batch_stays_on_the_shelf(demo, now):
    [recall] = [fact for fact in demo[Fact] if fact.kind == "recall"]
    loans = [loan for loan in demo[Loan] if loan.tool.batch == recall.batch]
    assert loans
    assert all((loan.returned_at or now) < recall.happened_at for loan in loans)


def test_the_ledger_agrees_with_the_loans(demo):
    for entry in demo[Entry]:
        loan = next(loan for loan in demo[Loan] if loan.id == entry.loan_id)
        days_late = -((loan.due_at - loan.returned_at) // timedelta(days=1)) if loan.returned_at else 0
        expected = {"deposit": loan.tool.deposit_cents, "refund": loan.tool.deposit_cents}
        expected["late_fee"] = days_late * loan.tool.daily_late_fee_cents
        assert entry.member_id == loan.member_id
        assert entry.amount_cents == expected.get(entry.kind, entry.amount_cents) > 0


def test_a_deposit_is_refunded_when_the_tool_is_back(demo):
    refunds = {entry.deposit_id: entry for entry in demo[Entry] if entry.kind == "refund"}
    returned = {loan.id for loan in demo[Loan] if loan.returned_at}
    for deposit in (entry for entry in demo[Entry] if entry.kind == "deposit"):
        assert (deposit.loan_id in returned) == (deposit.id in refunds)
        assert deposit.refunded_cents == (deposit.amount_cents if deposit.id in refunds else 0)


def test_a_settled_refund_has_its_fact(demo):
    settled = {entry.id for entry in demo[Entry] if entry.kind == "refund" and entry.status == "settled"}
    assert settled == {fact.entry_id for fact in demo[Fact] if fact.kind == "refund_settled"}


def test_the_state_of_a_member_agrees_with_the_facts(demo):
    told = {(fact.kind, fact.member_id) for fact in demo[Fact]}
    for member in demo[Member]:
        closed = ("closure", member.id) in told and ("reopening", member.id) not in told
        assert (member.status == "closed") == closed
        assert (member.status == "suspended") == (("suspension", member.id) in told)
        assert (member.phone_verified_at is not None) == (("phone_verified", member.id) in told)
        assert (member.hardship_until is not None) == (("hardship_plan", member.id) in told)


def test_every_message_has_been_sent(demo, now):
    assert {notification.status for notification in demo[Notification]} == {"sent"}
    assert all(notification.sent_at <= now for notification in demo[Notification])


def test_nothing_happened_in_the_future(demo, now):
    for kind, moment in ((Entry, "made_at"), (Fact, "happened_at"), (Reservation, "created_at")):
        assert all(getattr(row, moment) <= now for row in demo[kind])


@pytest.mark.parametrize("days", [0.4, 99, 1234, 25000])
def test_it_fits_on_any_day(tmp_path, days):
    world = World()
    world.clock.sleep(days * 86400)
    app = create_app(NAIVE, settings(f"sqlite:///{tmp_path}/toolshed.db", demo=True), world.dependencies())
    assert 400 <= len(stored(app)["loans"]) <= 600
    close(app)
