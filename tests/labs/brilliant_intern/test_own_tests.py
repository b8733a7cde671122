"""Tests are run as anybody would run them, told one by one, and whatever they do, nothing is left running."""

import time
from collections import Counter
from contextlib import suppress
from itertools import islice

import psutil
import pytest

from labapp.labs.brilliant_intern.own_tests import run
from labapp.labs.brilliant_intern.own_tests.figure import OwnTestsFigure, plotted
from labapp.labs.brilliant_intern.own_tests.run import FOLDER, DidNotRun, outcomes, subjects
from labapp.labs.brilliant_intern.own_tests.table_and_sentence import Covered, OwnTestsColumns

MIXED = """
import pytest
from labapp.naive.audit import audit

@pytest.fixture
def broken():
    raise RuntimeError

@pytest.mark.parametrize("text", ["a b", "c"])
def test_passes(text): pass
def test_fails(): assert False
def test_error(broken): pass
"""
COVERED = (Covered("audit", 4, {3: "return 1"}), Covered("notify", 6, {}))
SEEN = OwnTestsColumns(5, Counter(loans=3, members=1), Counter(members=1), COVERED)


def folder(tmp_path, source, name="test_loans.py"):
    (tmp_path / name).write_text(source)
    return tmp_path


def unfinished(tmp_path):
    commands = [each.cmdline() for each in psutil.Process().children(recursive=True)]
    return [command for command in commands if str(tmp_path) in command]


def test_outcomes_and_coverage_are_told_whatever_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    seen = list(outcomes(folder(tmp_path, MIXED)))
    assert len(seen) == 5
    assert (seen[-1].expected, seen[-1].passed["loans"], seen[-1].failed["loans"]) == (4, 2, 2)
    covered = {each.service: each for each in seen[-1].covered}
    assert "return f" in " ".join(covered["audit"].never_run.values())


def test_a_folder_may_have_a_space_in_its_name(tmp_path):
    place = tmp_path / "what broke first"
    place.mkdir()
    assert list(outcomes(folder(place, MIXED)))[-1].passed["loans"] == 2


def test_a_file_that_python_cannot_read_is_told_in_pytest_s_words(tmp_path):
    with pytest.raises(DidNotRun, match=r"last words: .*1 error"):
        list(outcomes(folder(tmp_path, "def test(:")))


def test_a_test_without_an_end_is_stopped(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "PATIENCE_SECONDS", 3.0)
    endless = "import time\ndef test_a(): pass\ndef test_b(): time.sleep(60)"
    began = time.monotonic()
    with suppress(DidNotRun):
        assert list(outcomes(folder(tmp_path, endless)))[-1].sentence() == "1 of 2 tests pass."
    assert time.monotonic() - began < 30
    assert unfinished(tmp_path) == []


def test_whoever_stops_looking_leaves_nothing_running(tmp_path):
    source = "import time\ndef test_a(): pass\ndef test_b(): time.sleep(60)"
    looking = outcomes(folder(tmp_path, source))
    assert [columns.passed["loans"] for columns in islice(looking, 1)] == [1]
    assert unfinished(tmp_path) != []
    looking.close()
    assert unfinished(tmp_path) == []


def test_the_assistant_s_folder_has_a_file_for_each_subject():
    assert subjects(FOLDER) == ["access", "borrowing", "ledger", "logging", "members", "notifications"]


def test_the_figure_shows_what_the_table_says():
    figure, table = OwnTestsFigure(SEEN.subjects), SEEN.table()
    figure.update(SEEN)
    assert plotted(figure) == {"passed": list(table.passed), "failed": list(table.failed)}
    assert figure.count.get_text() == "4 of 5 passed"


def test_coverage_counts_statements_and_rounds_down():
    assert SEEN.sentence() == "4 of 5 tests pass. They run 90 % of the statements in the six services."
    assert list(SEEN.coverage().coverage) == ["75 %", "100 %"]
    assert SEEN.never_run().to_dict("list") == {"line": [3], "never run": ["return 1"]}
