"""The access matrix in a notebook: marks by keyboard, guards to switch on, the same matrix twice."""

import os
import subprocess
import sys
from dataclasses import asdict

import ipywidgets

from labapp import lab
from labapp.labs.skipped_auth import mark_holes
from labapp.labs.skipped_auth import panel as access
from labapp.probes.auth.matrix import ACTIONS, Cell, cells
from labapp.probes.auth.stage import ACTORS, CLOSED, FORMER, STEWARD
from labapp.targets.mechanisms.authorize import MECHANISMS
from labapp.targets.open_target import in_simulation

PLACE = (CLOSED, "read the loan")


def test_the_grid_has_a_button_for_each_cell_that_says_which_it_is():
    grid = mark_holes.Grid()
    assert len(grid.toggles) == len(ACTORS) * len(ACTIONS) == 112
    assert all(isinstance(each, ipywidgets.ToggleButton) for each in grid.toggles.values())
    assert grid.toggles[PLACE].tooltip == "housemate, account closed: read the loan"


def test_a_mark_has_a_sign_is_counted_kept_and_taken_back():
    grid = mark_holes.Grid()
    grid.toggles[PLACE].value = True
    assert (grid.toggles[PLACE].description, mark_holes.marked()) == ("✗", {PLACE})
    assert "1 of 112 cells" in grid.said.value
    assert mark_holes.Grid().toggles[PLACE].value
    grid.toggles[PLACE].value = False
    assert mark_holes.marked() == frozenset()


def test_marks_go_into_the_next_matrix_and_a_reset_forgets_them(capsys):
    mark_holes.Grid().toggles[PLACE].value = True
    assert access.blank_matrix().marked == {PLACE}
    lab.reset("05")
    assert access.blank_matrix().marked == frozenset()


def tried(panel):
    columns = access.blank_matrix()
    with in_simulation(panel._services(panel.controls.values())) as target:
        for cell in cells(target):
            access.add_cell(columns, cell)
    return columns


def test_three_in_ten_cells_are_wrong_and_all_of_the_main_road_is_right():
    naive = tried(access.MatrixPanel("naive"))
    assert (len(naive.wrong), len(naive.places("let in")), naive.places("turned away")) == (112, 34, [])
    assert all(not naive.wrong[actor, "list the tools"] for actor in ACTORS)


def test_a_box_switches_its_guard_on_and_its_cells_are_right():
    panel = access.MatrixPanel("naive")
    panel.controls.widgets["read the account"].value = True
    left = [actor for actor, _ in tried(panel).places("let in")]
    assert (left.count(CLOSED), left.count(FORMER)) == (1, 5)
    assert set(panel.controls.widgets) <= {guard.name for guard in MECHANISMS}


def test_an_answers_own_matrix_is_replayed(capsys):
    seen = [asdict(Cell(actor, action, True, actor != STEWARD)) for action in ACTIONS for actor in ACTORS]
    access.replay({"cells": seen})
    assert "14 turn somebody away, and should not" in capsys.readouterr().out


STORY = """
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation
from labapp.probes.auth.matrix import cells
with in_simulation(mixture("naive")) as target:
    for cell in cells(target, ["search loans", "bring it back", "become an admin"]):
        print(cell, round(target.clock.now(), 6))
"""


def test_two_hash_seeds_fill_the_same_matrix():
    told = [
        subprocess.run(
            [sys.executable, "-c", STORY], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, timeout=60, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert told[0].count(b"Cell(") == 24
    assert told[0] == told[1]
