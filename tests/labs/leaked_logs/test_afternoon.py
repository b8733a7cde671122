"""An afternoon of canaries: what turns up where, the same every time, in picture, table and words."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from labapp import lab
from labapp.labs.leaked_logs.figure import LeakFigure, plotted
from labapp.labs.leaked_logs.scenario import VISITORS, visits
from labapp.labs.leaked_logs.table_and_sentence import KINDS, NEEDED, SINKS, LeakColumns
from labapp.targets.mixture import mixture
from labapp.workshop import progress


def seen_by(services):
    columns = LeakColumns()
    for _ in visits(services, columns):
        pass
    return columns


@pytest.fixture(scope="module")
def naive():
    return seen_by(mixture("naive"))


@pytest.fixture(scope="module")
def fixed():
    return seen_by(mixture("naive+fixed.audit"))


def test_every_kind_turns_up_and_password_and_token_not_in_sql(naive):
    assert {kind for kind, _ in naive.leaks()} == set(KINDS)
    assert {sink for _, sink in naive.leaks()} == {"app", "access", "sql", "error"}
    assert not {("password", "sql"), ("token", "sql")} & set(naive.leaks())


def test_what_a_message_needs_reaches_carrier_and_is_no_leak(naive, fixed):
    for columns in (naive, fixed):
        assert [place for place in NEEDED if columns.shown(*place) != "needed"] == []
        assert not NEEDED & set(columns.leaks())


def test_the_fix_writes_no_secret(naive, fixed):
    assert fixed.leaks() == {}
    assert fixed.requests == naive.requests == 11 * len(VISITORS)
    assert fixed.sentence().startswith("In 110 requests no secret was written down in any of 6 places;")
    assert f"the log has {sum(fixed.entries[:-1])} entries" in fixed.sentence()


def test_a_log_without_secrets_is_not_an_empty_log(naive, fixed):
    assert fixed.entries[0] >= fixed.requests
    assert fixed.entries[-1] == naive.entries[-1] > 0


def test_a_log_that_complains_lights_its_own_column():
    def stumble(ctx, event):
        return str(dict(event.fields)) if event.sink == "stderr" else 1 / 0

    assert {sink for _, sink in seen_by(replace(mixture("naive"), audit=stumble)).leaks()} == {"stderr"}


def test_the_figure_shows_what_the_table_says(naive):
    figure = LeakFigure(LeakColumns())
    assert {plotted(figure)[kind, sink] for kind in KINDS for sink in SINKS} == {"–"}
    figure.update(naive)
    table = naive.table()
    shown = {(kind, sink): table.loc[kind, SINKS[sink]] for kind in table.index for sink in SINKS}
    assert plotted(figure) == shown
    said = "Secrets written down 290 times in 110 requests: 2,636 times per 1,000 requests"
    assert figure.counter.get_text() == said


def test_the_key_explains_a_number_of_the_grid_and_is_gone_without_one(naive, fixed):
    figure = LeakFigure(LeakColumns())
    figure.update(naive)
    assert figure.key.get_text().partition(":")[0] in plotted(figure).values()
    figure.update(fixed)
    assert "✗" not in figure.key.get_text()


def test_the_sentence_carries_the_numbers(naive):
    leaks = naive.leaks()
    assert f"{sum(leaks.values())} times" in naive.sentence()
    assert f"{naive.per_thousand:,} times per 1,000 requests" in naive.sentence()
    assert "6 of 6 kinds of secret, in 4 of 6 places" in naive.sentence()


def test_a_cell_more_or_less_makes_another_picture(naive):
    figure = LeakFigure(LeakColumns())
    frames = [figure.png()]
    for columns in (naive, replace(naive, counts=[[0] * 6, *naive.counts[1:]])):
        figure.update(columns)
        frames.append(figure.png())
    assert len(set(frames)) == 3


def test_a_detective_finds_what_is_there_and_is_told_of_what_is_not():
    password = lab.visit().loc["password", "of Ann"]
    assert "5 of 72 entries: app 4, error 1." in repr(lab.grep(password))
    assert "0 of 72 entries. Is it not there" in repr(lab.grep("nobody's"))
    assert f"<mark>{password}</mark>" in lab.grep(password)._repr_html_()
    assert progress.load().of("03") == {"03.grep"}


def test_without_a_visit_grep_brings_ann_in():
    assert lab.grep("ann@example.test").hits
    assert lab.grep("").hits == ()


def test_a_line_that_a_visitor_wrote_looks_like_any_other():
    lab.visit()
    hits = lab.grep("[5c3d91aa07f2e648] member 1 operation=delete_member").hits
    assert [hit.sink for hit in hits] == ["app", "app"]


STORY = """
from labapp.labs.leaked_logs import grep
print(grep.visit())
for text in ("tulip-Harbour", "Canary Lane", "delete_member", "Basic "):
    print(grep.grep(text))
"""


def test_two_hash_seeds_tell_the_same_story():
    told = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", STORY]
        told.add(subprocess.run(command, env=environment, capture_output=True, timeout=60, check=True).stdout)
    assert len(told) == 1
