"""Six lamps: on only if everything holds, honest about what was not measured, and discreet about reasons."""

from collections import Counter

import pytest

from labapp.labs.brilliant_intern.lamps import panel
from labapp.labs.brilliant_intern.lamps.figure import LampFigure, plotted
from labapp.labs.brilliant_intern.lamps.table_and_sentence import Lamp, LampColumns, State
from labapp.labs.brilliant_intern.own_tests.table_and_sentence import OwnTestsColumns
from labapp.probes import families
from labapp.probes.finding import Family, Finding, Side, Verdict
from labapp.targets import probing
from labapp.targets.probing import unmeasured
from labapp.workshop import progress
from labapp.workshop.progress_record import Prediction

HELD, BROKEN, UNMEASURED = Verdict.HELD, Verdict.BROKEN, Verdict.UNMEASURED
TESTS = OwnTestsColumns(4, Counter(loans=4))


def finding(verdict, family=Family.RETRIES, says="Seen."):
    return Finding("a_probe", family, Side.ATTACK, verdict, 1.0, "", says, "")


def always(verdict, family):
    def a_probe(target):
        """Is it so?"""
        return finding(verdict, family, f"It is {verdict}.")

    return a_probe


def crash(target):
    raise ZeroDivisionError


crash.side = Side.ATTACK


@pytest.fixture
def family_by_family(monkeypatch):
    kinds = {Family.RETRIES: [HELD, HELD], Family.LOGS: [HELD, BROKEN, HELD], Family.IDS: [UNMEASURED]}
    every = {family: [always(kind, family) for kind in kinds[family]] for family in kinds}
    for module in (families, probing):
        monkeypatch.setattr(module, "PROBES", {**every, Family.AUTH: [crash]})
    return [Lamp(family) for family in probing.PROBES]


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([HELD], State.ON),
        ([HELD, HELD, BROKEN], State.DARK),
        ([UNMEASURED, BROKEN], State.DARK),
        ([HELD, UNMEASURED], State.UNMEASURED),
        ([], State.UNMEASURED),
    ],
)
def test_one_broken_probe_makes_it_dark_and_only_all_light_it(verdicts, state):
    assert panel.state_of([finding(verdict) for verdict in verdicts]) is state


def test_each_family_is_asked_in_its_turn(family_by_family):
    states = []
    for _ in panel.probed_families(family_by_family):
        states.append([lamp.state for lamp in family_by_family])
    assert states[0] == [State.ASKING] + [State.WAITING] * 3
    assert states[-1] == [State.ON, State.DARK, State.UNMEASURED, State.UNMEASURED]
    assert [(lamp.held, lamp.probes) for lamp in family_by_family[:3]] == [(2, 2), (2, 3), (0, 1)]


@pytest.mark.parametrize(("predicted", "said"), [(False, "closed until"), (True, "It rains.")])
def test_a_reason_stays_closed_until_its_lab_s_prediction(predicted, said):
    if predicted:
        progress.note_prediction("02.storm", Prediction(0, 50))
    shown = panel.reasons([finding(UNMEASURED), finding(BROKEN, says="It rains."), finding(BROKEN)])
    assert said in shown
    assert shown.count("It rains") == predicted
    assert "02_retry_storm.ipynb" in shown


def test_a_prediction_in_another_lab_opens_nothing():
    progress.note_prediction("01.lamps", Prediction(0, 50))
    assert "It rains" not in panel.reasons([finding(BROKEN, says="It rains.")])


def test_a_question_stands_before_its_reason(family_by_family):
    progress.note_prediction("02.storm", Prediction(0, 50))
    assert "Is it so? Late." in panel.reasons([finding(BROKEN, says="Late.")])
    assert "it did not end" in panel.reasons([unmeasured(crash, Family.RETRIES, "it did not end")])


def test_the_figure_shows_what_the_table_says():
    states = [*State, State.DARK]
    every = [Lamp(family, "02", state, 2, 1) for family, state in zip(Family, states, strict=True)]
    columns = LampColumns(TESTS, every)
    figure = LampFigure(columns)
    assert plotted(figure) == list(columns.table().lamp)
    assert figure.count.get_text() == "1 of 6"
    rest = "2 dark, 1 not measured, 1 not asked yet. 6 of 12 probes hold."
    assert columns.sentence().endswith(f"Of 6 lamps 1 is on: {rest}")
