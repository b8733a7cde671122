"""What every stored notebook must be: run, short, readable, with pictures that are still true."""

import base64
import io
import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from labapp.lab.access import empty, enter
from labapp.lab.afternoons import visits
from labapp.lab.asking import Opened, answers, unasked
from labapp.lab.bursts import OUTAGE, predicted
from labapp.lab.catalogue import LABS
from labapp.lab.check import original
from labapp.lab.day import OUTAGE as CARRIER_IS_DOWN
from labapp.lab.day import SECONDS, monday, with_fixes
from labapp.lab.fleets import HIGHEST, fleet_at
from labapp.lab.history import less, with_rates
from labapp.lab.mixture import mixture
from labapp.lab.polite import at_load
from labapp.lab.questions import QUESTIONS
from labapp.lab.source_lines import counted
from labapp.lab.storming import Storm, StormPlan
from labapp.lab.target import in_lab
from labapp.lab.till import Morning, MorningPlan
from labapp.lab.waiting import with_clients
from labapp.lab.world import World
from labapp.plots.access import AccessFigure
from labapp.plots.bursts import BurstColumns, BurstFigure
from labapp.plots.day import DayFigure
from labapp.plots.day_columns import CURRENCIES, DayColumns
from labapp.plots.grid import GridFigure
from labapp.plots.inventory import InventoryFigure
from labapp.plots.lamp_columns import Lamp, LampColumns, State
from labapp.plots.lamps import LampFigure
from labapp.plots.leak_columns import LeakColumns
from labapp.plots.leaks import LeakFigure
from labapp.plots.outlive import OutliveFigure
from labapp.plots.scaffold import ScaffoldFigure
from labapp.plots.scaffold_columns import Covered, ScaffoldColumns
from labapp.plots.storm import StormFigure
from labapp.plots.storm_columns import StormColumns
from labapp.plots.waits import WaitFigure
from labapp.plots.whole_columns import Line, WholeColumns
from labapp.plots.whole_receipt import WholeReceiptFigure
from labapp.plots.years import YearsFigure
from labapp.probes.matrix import cells

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_cells(path):
    return [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]


def pictures(path):
    outputs = [output for cell in code_cells(path) for output in cell["outputs"]]
    return [output for output in outputs if "image/png" in output.get("data", {})]


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=float)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_every_code_cell_was_run_in_order_and_none_failed(notebook):
    cells = code_cells(notebook)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert not [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]


def test_outputs_are_stored_so_that_a_comparison_can_fail(notebook):
    assert sum(bool(cell["outputs"]) for cell in code_cells(notebook)) >= len(code_cells(notebook)) / 2


def test_cells_are_short(notebook):
    sources = ["".join(cell["source"]) for cell in code_cells(notebook)]
    ours = [source for source in sources if not source.startswith("%%check")]
    assert max(len(source.splitlines()) for source in ours) <= 15


def test_an_exercise_begins_with_the_code_as_it_came(notebook):
    for source in ("".join(cell["source"]) for cell in code_cells(notebook)):
        if source.startswith("%%check"):
            head, _, body = source.partition("\n")
            assert body.rstrip() == original(head.split()[1]).rstrip()


def text_cells(path):
    cells = json.loads(path.read_text())["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


def test_the_text_is_short(notebook):
    assert sum(len(text.split()) for text in text_cells(notebook)) <= 1200


def test_headings_are_in_order(notebook):
    levels = [len(mark) for text in text_cells(notebook) for mark in re.findall(r"^(#+) ", text, re.M)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_links_lead_to_notebooks_that_exist(notebook):
    linked = [name for text in text_cells(notebook) for name in re.findall(r"\]\(([^:)]+\.ipynb)\)", text)]
    assert all((notebook.parent / name).exists() for name in linked)


def test_no_output_needs_a_running_kernel(notebook):
    outputs = [output for cell in code_cells(notebook) for output in cell["outputs"]]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert "application/vnd.jupyter.widget-view+json" not in kinds


def test_pictures_have_words_for_those_who_cannot_see_them(notebook):
    alts = [picture["metadata"].get("image/png", {}).get("alt", "") for picture in pictures(notebook)]
    assert alts
    assert all(len(alt) > 40 for alt in alts)


def test_the_notebook_is_light(notebook):
    assert notebook.stat().st_size < 500_000


def storm_png(name):
    plan = StormPlan()
    with World(mixture(name), plan.setting) as world:
        storm = Storm(plan, world)
        list(storm.run())
        figure = plan.figure(storm.columns)
    figure.update()
    return figure.png()


def leaks_png(name):
    figure = LeakFigure(LeakColumns())
    for _ in visits(mixture(name), figure.columns):
        pass
    figure.update()
    return figure.png()


def outlive_png():
    return OutliveFigure(at_load(280)).png()


def burst_png():
    return BurstFigure(BurstColumns(OUTAGE, predicted(), predicted())).png()


def access_png(name):
    columns = empty()
    with in_lab(mixture(name)) as target:
        for cell in cells(target):
            enter(columns, cell)
    figure = AccessFigure(columns)
    figure.update()
    return figure.png()


def fleet_png():
    figure = StormFigure(fleet_at(), HIGHEST)
    figure.update()
    return figure.png()


def years_png(columns):
    figure = YearsFigure(columns)
    figure.update(columns)
    return figure.png()


def grid_png(name):
    figure = GridFigure(unasked().told(answers(mixture(name))))
    Opened(figure).open()


def morning_png(name):
    plan = MorningPlan()
    with World(mixture(name), plan.setting) as world:
        morning = Morning(plan, world)
        list(morning.run())
    figure = plan.figure(morning.columns)
    figure.update()
    return figure.png()


@cache
def monday_columns(*merged):
    columns = DayColumns(SECONDS, CARRIER_IS_DOWN, merged)
    with monday(with_fixes(merged)) as day:
        day.columns = columns
        list(day.run())
    return columns


def monday_png(*merged):
    figure = DayFigure(monday_columns(*merged), monday_columns() if merged else None)
    figure.update()
    return figure.png()


def whole_receipt_png():
    """Drawn from its stored table, whose numbers nbval compares with a fresh run."""
    shown = rows("08_incident_day", "whole.table()")
    probes, costs = shown[: -len(CURRENCIES)], shown[-len(CURRENCIES) :]
    numbers = [(name.partition(":")[0], *map(numbered, found)) for name, *found in probes]
    labs = {lab.family: lab.number for lab in LABS}
    lines = [
        Line(family, labs[family], {"naive": a[1], "fixed": b[1]}, {"naive": a[0], "fixed": b[0]})
        for family, a, b in numbers
    ]
    paid = {
        side: {name: float(row[column]) for name, row in zip(CURRENCIES, costs, strict=True)}
        for column, side in ((1, "naive"), (2, "fixed"))
    }
    return WholeReceiptFigure(WholeColumns(lines, paid)).png()


def numbered(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def rows(name, source):
    """The rows of the table that a cell shows; nbval compares its text with a fresh run."""
    cell = next(cell for cell in code_cells(ROOT / f"notebooks/{name}.ipynb") if cell["source"] == [source])
    _, _, body = "".join(cell["outputs"][0]["data"]["text/html"]).partition("<tbody>")
    return [re.findall(r"<t[hd]>(.*?)</t[hd]>", row, re.S) for row in body.split("<tr>")[1:]]


def intern_s_tests():
    rows_of = partial(rows, "01_brilliant_intern")
    passed = {subject: int(count) for subject, count, _ in rows_of("tests.table()")}
    failed = {subject: int(count) for subject, _, count in rows_of("tests.table()")}
    covered = tuple(
        Covered(service, int(all_), dict.fromkeys(range(int(all_) - int(run)), ""))
        for service, all_, run, _ in rows_of("tests.coverage()")
    )
    expected = sum(passed.values()) + sum(failed.values())
    return ScaffoldColumns(expected, Counter(passed), Counter(failed), covered)


def scaffold_png():
    tests = intern_s_tests()
    figure = ScaffoldFigure(tests.subjects)
    figure.update(tests)
    return figure.png()


def lamps_png():
    shown = rows("01_brilliant_intern", "seen.table()")
    lamps = [Lamp(family, lab, State(state)) for family, lab, _, _, state in shown]
    return LampFigure(LampColumns(intern_s_tests(), lamps)).png()


def test_the_intern_s_tests_are_green_and_cover_most_and_no_lamp_is_on():
    tests, states = intern_s_tests(), {row[-1] for row in rows("01_brilliant_intern", "seen.table()")}
    assert not tests.failed.total()
    assert tests.coverage_percent >= 90
    assert State.DARK in states <= {State.DARK, State.MISSING}
    assert QUESTIONS["01.lamps"].right == 0


def test_the_explanation_is_right_and_coverage_points_at_the_retry_as_the_text_says():
    assert {row[-1] for row in rows("01_brilliant_intern", "lab.explained()")} == {"✓"}
    never_run = rows("01_brilliant_intern", "tests.never_run()")
    assert any(service == "notify" and "except" in text for service, _, text in never_run)


DRAWN = {
    # where a picture is stored, which of its pictures it is: how it is drawn anew
    ("00_start_here", 0): partial(storm_png, "naive"),
    ("01_brilliant_intern", 0): lambda: InventoryFigure(counted()).png(),
    ("01_brilliant_intern", 1): scaffold_png,
    ("01_brilliant_intern", 2): lamps_png,
    ("02_retry_storm", 0): partial(storm_png, "naive"),
    ("02_retry_storm", 1): outlive_png,
    ("02_retry_storm", 2): partial(storm_png, "naive+fixed.notify"),
    ("02b_storms_in_depth", 0): lambda: WaitFigure(with_clients(100)).png(),
    ("02b_storms_in_depth", 1): burst_png,
    ("02b_storms_in_depth", 2): fleet_png,
    ("06_misunderstood_eligibility", 0): lambda: years_png(less()),
    ("06_misunderstood_eligibility", 1): lambda: years_png(with_rates()),
    ("06_misunderstood_eligibility", 2): partial(grid_png, "naive"),
    ("06_misunderstood_eligibility", 3): partial(grid_png, "naive+fixed.eligible"),
    ("05_skipped_auth", 0): partial(access_png, "naive"),
    ("05_skipped_auth", 1): partial(access_png, "naive+fixed.authorize"),
    ("07_money", 0): partial(morning_png, "naive"),
    ("07_money", 1): partial(morning_png, "naive+fixed.charge"),
    ("08_incident_day", 0): monday_png,
    ("08_incident_day", 1): partial(monday_png, "notify", "authorize"),
    ("08_incident_day", 2): partial(monday_png, "notify"),
    ("08_incident_day", 3): whole_receipt_png,
    ("03_leaked_logs", 0): partial(leaks_png, "naive"),
    ("03_leaked_logs", 1): partial(leaks_png, "naive+fixed.audit"),
}
REAL = {("02b_storms_in_depth", 1)}
"""Drawn from real time: the dots may move a little, the rest may not."""


def differing(ours, theirs):
    """Count the pixels that differ strongly; fonts and their edges are drawn alike on one machine."""
    return int((abs(pixels(ours) - pixels(theirs)) > 60).sum())


@pytest.mark.parametrize(("name", "number"), DRAWN)
def test_a_stored_picture_is_not_stale(name, number):
    stored = pictures(ROOT / "notebooks" / f"{name}.ipynb")[number]["data"]["image/png"]
    most = 2_000 if (name, number) in REAL else 20
    assert differing(DRAWN[name, number](), base64.b64decode(stored)) < most


def test_every_stored_picture_is_drawn_anew():
    assert {(path.stem, number) for path in NOTEBOOKS for number in range(len(pictures(path)))} == set(DRAWN)


def test_the_readme_shows_the_same_picture():
    shown = (ROOT / "data" / "pictures" / "storm.png").read_bytes()
    assert differing(storm_png("naive"), shown) < 20


def test_one_visitor_more_or_less_makes_a_picture_stale():
    columns = StormColumns(10, (10, 30), 60, [1] * 60, [True] * 60)
    drawn = []
    for answered in ([True] * 60, [True] * 59 + [False]):
        figure = StormFigure(replace(columns, answered=answered), 46)
        figure.update()
        drawn.append(figure.png())
    assert differing(*drawn) >= 20
