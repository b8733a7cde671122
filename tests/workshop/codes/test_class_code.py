"""The code for the chat of a class: milestones and hints, and nothing of what was predicted."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from labapp import lab
from labapp.workshop import progress
from labapp.workshop.codes import class_code, progress_code
from labapp.workshop.codes.letters_and_hyphens import InvalidCode
from labapp.workshop.milestones import HINTED, MILESTONES, PREDICTIONS
from labapp.workshop.progress_record import Prediction, Progress

HINTS = some.dictionaries(some.sampled_from(HINTED), some.integers(1, 3))
ANY = some.builds(Progress, some.frozensets(some.sampled_from(MILESTONES)), some.just({}), HINTS)


@given(ANY)
def test_a_class_code_says_what_was_reached_and_which_hints_were_opened(reached):
    read = class_code.decode(class_code.encode(reached))
    assert (read.milestones, read.hints, read.older) == (reached.milestones, reached.hints, False)


@given(ANY, some.sampled_from(PREDICTIONS), some.integers(0, 7), some.sampled_from(range(50, 101, 10)))
def test_what_was_predicted_changes_nothing_in_a_class_code(reached, name, answer, sure_percent):
    predicted = Progress(reached.milestones, {name: Prediction(answer, sure_percent)}, reached.hints)
    assert class_code.encode(predicted) == class_code.encode(reached)


def test_it_is_printed_and_stands_on_the_map(capsys):
    progress.note("02.stops")
    lab.class_code()
    printed = capsys.readouterr().out.strip()
    assert printed == class_code.encode(progress.load())
    assert printed in lab.labs.__globals__["Map"]().rows.value


@given(ANY)
def test_the_long_code_is_no_class_code_even_under_its_head(reached):
    with pytest.raises(InvalidCode):
        class_code.decode(progress_code.encode(reached))
    with pytest.raises(InvalidCode):
        class_code.decode(progress_code.encode(reached).replace("WBF", "WBC"))


def test_a_class_code_from_an_older_version_stays_good(monkeypatch):
    old = class_code.encode(Progress(frozenset({"02.stops"}), {}, {"02": 2}))
    monkeypatch.setattr(class_code, "MILESTONES", (*MILESTONES, "99.new"))
    monkeypatch.setattr(class_code, "HINTED", (*HINTED, "99"))
    read = class_code.decode(old)
    assert (read.milestones, read.hints, read.older) == ({"02.stops"}, {"02": 2}, True)


@pytest.mark.parametrize(
    ("more", "name"), [((*MILESTONES, "99.new"), "MILESTONES"), ((*HINTED, "99"), "HINTED")]
)
def test_a_class_code_from_a_newer_version_says_so(monkeypatch, more, name):
    monkeypatch.setattr(class_code, name, more)
    newer = class_code.encode(Progress())
    monkeypatch.undo()
    with pytest.raises(InvalidCode, match="newer version"):
        class_code.decode(newer)
