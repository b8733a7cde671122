"""Two refunds that cross: every order of their steps, by hand and all at once."""

import threading
from dataclasses import replace

import pytest

from labapp import lab
from labapp.labs.money.interleaving import Interleaving, StewardClient, every_interleaving, shortened
from labapp.labs.money.step_by_hand import Stepper
from labapp.pull_requests import charge as proposals
from labapp.targets.mixture import mixture
from labapp.targets.simulated import SimulatedToolshed


def orders(services, cents=2000):
    with SimulatedToolshed(services) as toolshed:
        return {
            order.steps: order.paid_back_cents
            for _, order in every_interleaving(StewardClient(toolshed), cents)
        }


def proposed(name):
    return replace(mixture("naive"), charge=getattr(proposals, name).charge)


def test_every_order_of_the_naive_steps_is_played_once():
    assert orders(mixture("naive")) == {
        "AAB": 2000, "ABAB": 4000, "ABBA": 4000, "BAAB": 4000, "BABA": 4000, "BBA": 2000,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["compare_and_set", "all_by_hand"])
def test_no_order_gets_past_a_right_one(name):
    assert set(orders(proposed(name)).values()) == {2000}


def test_a_row_lock_does_nothing_on_sqlite():
    assert 4000 in orders(proposed("lock_the_row")).values()


def test_the_table_says_what_was_played():
    naive, fixed = lab.every_order(), lab.every_order("naive+fixed.charge")
    assert list(naive["paid back"]) == ["20.00", "40.00", "40.00", "40.00", "40.00", "20.00"]
    assert set(fixed["paid back"]) == {"20.00"}
    assert set(naive["deposit notes"]) == {"20.00"}


def test_a_step_shows_the_statement_and_how_the_deposit_stands():
    with SimulatedToolshed(mixture("naive")) as toolshed:
        interleaving = Interleaving(StewardClient(toolshed))
        interleaving.play("ABAB")
    assert [row.who for row in interleaving.rows] == list("ABAB")
    assert interleaving.rows[0].asked.startswith("SELECT … FROM entries WHERE id = ")
    assert interleaving.rows[2].asked.endswith("INSERT INTO entries …; COMMIT → 201")
    assert [row.paid_back_cents for row in interleaving.rows] == [0, 0, 2000, 4000]


def test_buttons_step_and_start_over():
    hands = Stepper("naive")
    assert "Nothing is lost in this order." in hands.rows.value
    hands.anew.click()
    assert "Who goes first?" in hands.rows.value
    for who in "ABAB":
        hands.go[who].click()
    assert "A heard 201 and B heard 201. The library lost 20.00." in hands.words()
    assert all(button.disabled for button in hands.go.values())


def test_nothing_is_left_running():
    before = threading.active_count()
    hands = Stepper("naive", "")
    hands.go["A"].click()
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("statement", "short"),
    [
        ("SELECT entries.id,\n entries.note FROM entries", "SELECT … FROM entries"),
        ("UPDATE entries SET a=(entries.a + 1) RETURNING id", "UPDATE entries SET a=a + 1"),
        ("INSERT INTO entries (a, b) VALUES (1, 2)", "INSERT INTO entries …"),
    ],
)  # fmt: skip
def test_a_long_statement_is_told_in_short(statement, short):
    assert shortened(statement) == short
