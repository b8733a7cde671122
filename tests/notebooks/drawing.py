"""How each stored picture is drawn anew."""

import re
from collections import Counter
from functools import cache, partial

from labapp.figures.storm.figure import StormFigure
from labapp.labs.brilliant_intern.inventory import InventoryFigure, counted
from labapp.labs.brilliant_intern.lamps.figure import LampFigure
from labapp.labs.brilliant_intern.lamps.table_and_sentence import Lamp, LampColumns, State
from labapp.labs.brilliant_intern.own_tests.figure import OwnTestsFigure
from labapp.labs.brilliant_intern.own_tests.table_and_sentence import Covered, OwnTestsColumns
from labapp.labs.exposed_ids.figure import ReceiptFigure
from labapp.labs.exposed_ids.scenario import FIXED_AUTHORIZE, receipts_revealed
from labapp.labs.incident_day.figure import DayFigure
from labapp.labs.incident_day.receipt.figure import WholeReceiptFigure
from labapp.labs.incident_day.receipt.table_and_sentence import Line, WholeColumns
from labapp.labs.incident_day.scenario import OUTAGE as CARRIER_IS_DOWN
from labapp.labs.incident_day.scenario import SECONDS, monday, with_fixes
from labapp.labs.incident_day.table_and_sentence import METRICS, DayColumns
from labapp.labs.leaked_logs.figure import LeakFigure
from labapp.labs.leaked_logs.scenario import visits
from labapp.labs.leaked_logs.table_and_sentence import LeakColumns
from labapp.labs.misunderstood_eligibility.decision_grid.answers import answers
from labapp.labs.misunderstood_eligibility.decision_grid.figure import GridFigure
from labapp.labs.misunderstood_eligibility.decision_grid.panel import CellChooser, blank_grid
from labapp.labs.misunderstood_eligibility.years.figure import YearsFigure
from labapp.labs.misunderstood_eligibility.years.replay import less, with_rates
from labapp.labs.money.scenario import Morning, MorningPlan
from labapp.labs.retry_storm.polite_retry import PoliteRetryFigure, at_load
from labapp.labs.retry_storm.scenario import Storm, StormPlan
from labapp.labs.skipped_auth.figure import AccessFigure
from labapp.labs.skipped_auth.panel import add_cell, blank_matrix
from labapp.labs.storms_in_depth.fleet import HIGHEST, fleet_at
from labapp.labs.storms_in_depth.real_http.figure import BurstColumns, BurstFigure
from labapp.labs.storms_in_depth.real_http.panel import OUTAGE, predicted
from labapp.labs.storms_in_depth.ways_to_wait import WaitFigure, with_clients
from labapp.labs.your_assistant.figure import VerdictFigure
from labapp.labs.your_assistant.table_and_sentence import Cell, VerdictColumns
from labapp.probes.auth.matrix import cells as matrix_cells
from labapp.probes.finding import Family, Side, Verdict
from labapp.publishing.class_view.chat import read_chat
from labapp.publishing.class_view.figure import ClassFigure
from labapp.publishing.class_view.panel import counted as counted_in_class
from labapp.publishing.class_view.sample_chat import invented_class
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation
from labapp.targets.simulated import SimulatedToolshed
from labapp.workshop.lab_catalogue import LABS

from .stored import rows


def storm_png(name):
    plan = StormPlan()
    with SimulatedToolshed(mixture(name), plan.settings) as toolshed:
        storm = Storm(plan, toolshed)
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
    return PoliteRetryFigure(at_load(280)).png()


def burst_png():
    return BurstFigure(BurstColumns(OUTAGE, predicted(), predicted())).png()


def access_png(name):
    columns = blank_matrix()
    with in_simulation(mixture(name)) as target:
        for cell in matrix_cells(target):
            add_cell(columns, cell)
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
    figure = GridFigure(blank_grid().told(answers(mixture(name))))
    CellChooser(figure).open()
    return figure.png()


def morning_png(name):
    plan = MorningPlan()
    with SimulatedToolshed(mixture(name), plan.settings) as toolshed:
        morning = Morning(plan, toolshed)
        list(morning.run())
    figure = plan.figure(morning.columns)
    figure.update()
    return figure.png()


def receipts_png(name):
    (*_, columns) = receipts_revealed(mixture(f"{name}{FIXED_AUTHORIZE}"))
    figure = ReceiptFigure(columns)
    figure.update()
    return figure.png()


def intern_s_tests():
    rows_of = partial(rows, "01_brilliant_intern")
    passed = {subject: int(count) for subject, count, _ in rows_of("tests.table()")}
    failed = {subject: int(count) for subject, _, count in rows_of("tests.table()")}
    covered = tuple(
        Covered(service, int(all_), dict.fromkeys(range(int(all_) - int(run)), ""))
        for service, all_, run, _ in rows_of("tests.coverage()")
    )
    expected = sum(passed.values()) + sum(failed.values())
    return OwnTestsColumns(expected, Counter(passed), Counter(failed), covered)


def scaffold_png():
    tests = intern_s_tests()
    figure = OwnTestsFigure(tests.subjects)
    figure.update(tests)
    return figure.png()


def lamps_png():
    shown = rows("01_brilliant_intern", "seen.table()")
    lamps = [Lamp(family, lab, State(state)) for family, lab, _, _, state in shown]
    return LampFigure(LampColumns(intern_s_tests(), lamps)).png()


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
    probes, costs = shown[: -len(METRICS)], shown[-len(METRICS) :]
    numbers = [(name.partition(":")[0], *map(numbered, found)) for name, *found in probes]
    labs = {lab.family: lab.number for lab in LABS}
    lines = [
        Line(family, labs[family], {"naive": a[1], "fixed": b[1]}, {"naive": a[0], "fixed": b[0]})
        for family, a, b in numbers
    ]
    paid = {
        side: {name: float(row[column]) for name, row in zip(METRICS, costs, strict=True)}
        for column, side in ((1, "naive"), (2, "fixed"))
    }
    return WholeReceiptFigure(WholeColumns(lines, paid)).png()


def verdicts_png(source):
    """Drawn from its stored table: real probes were run for it, in real time."""
    shown = rows("09_your_assistant", source)
    names = {"yours.table()": ("careless",), "pair.table()": ("careless", "sound")}[source]
    cells = {
        (name, Family(family)): verdicts_told(words)
        for family, *told in shown
        for name, words in zip(names, told, strict=True)
    }
    return VerdictFigure(VerdictColumns(names, cells)).png()


def verdicts_told(words):
    """Read a cell back from its words."""
    told = dict.fromkeys(Side, Verdict.HELD)
    for verdict, sides in re.findall(r"(broken|unmeasured): ([a-z, -]+)", words):
        told |= {Side(side): Verdict(verdict) for side in sides.split(", ")}
    return Cell(told, "could be asked" in words)


def numbered(text):
    return [int(number) for number in re.findall(r"\d+", text)]


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
    ("03_leaked_logs", 0): partial(leaks_png, "naive"),
    ("03_leaked_logs", 1): partial(leaks_png, "naive+fixed.audit"),
    ("04_exposed_ids", 0): partial(receipts_png, "naive"),
    ("04_exposed_ids", 1): partial(receipts_png, "naive+fixed.present"),
    ("08_incident_day", 0): monday_png,
    ("08_incident_day", 1): partial(monday_png, "notify", "authorize"),
    ("08_incident_day", 2): partial(monday_png, "notify"),
    ("08_incident_day", 3): whole_receipt_png,
    ("instructor/class_view", 0): lambda: ClassFigure(counted_in_class(read_chat(invented_class()))).png(),
    ("09_your_assistant", 0): partial(verdicts_png, "yours.table()"),
    ("09_your_assistant", 1): partial(verdicts_png, "pair.table()"),
}
