"""Incident day: one Monday, any of 64 mixtures, and costs that are never added up."""

import pytest

from labapp.labs.incident_day import panel
from labapp.labs.incident_day.calibration import calibrated, summary
from labapp.labs.incident_day.initial_state import BORROWERS
from labapp.labs.incident_day.mixtures.runs import MIXTURES, cost_of
from labapp.labs.incident_day.scenario import NAMES, SECONDS, monday, with_fixes
from labapp.labs.incident_day.table_and_sentence import METRICS, DayColumns
from labapp.labs.incident_day.workload import PAYERS
from labapp.probes.logs.canaries import chosen, squeezed
from labapp.workshop import progress
from labapp.workshop.progress_record import Prediction

OTHERS = ("people", "money", "log")


def cost(*merged):
    return cost_of(frozenset(merged))


def lived(*merged):
    with monday(with_fixes(merged)) as day:
        list(day.run(SECONDS))
        return day


def test_there_are_64_mixtures_of_which_15_are_pairs():
    assert len(set(MIXTURES)) == 64
    assert sum(len(merged) == 2 for merged in MIXTURES) == 15


def test_with_nothing_merged_every_currency_is_paid_and_with_all_six_none():
    assert all(cost()[name] > 0 for name in METRICS)
    assert cost(*NAMES) == dict.fromkeys(METRICS, 0)


@pytest.mark.parametrize(
    ("fix", "name"),
    [
        ("notify", "uptime"),
        ("audit", "log"),
        ("present", "people"),
        ("authorize", "people"),
        ("eligible", "people"),
        ("charge", "money"),
    ],
)
def test_each_fix_alone_lowers_its_own_currency(fix, name):
    assert cost(fix)[name] < cost()[name]


@pytest.mark.parametrize("name", OTHERS)
def test_mending_only_the_retries_raises_the_other_costs(name):
    assert cost("notify")[name] > cost()[name]


@pytest.mark.parametrize("name", OTHERS)
def test_the_retries_cost_nothing_more_when_they_are_mended_last(name):
    assert cost(*NAMES)[name] == cost(*(fix for fix in NAMES if fix != "notify"))[name] == 0


def test_random_ids_help_less_behind_a_shut_door():
    assert cost("authorize", "present") == cost("authorize")
    assert cost("present")["people"] > cost("authorize")["people"]


def written_down(day):
    log = squeezed("\n".join(line for _, line in day.toolshed.lines))
    return [log.count(chosen(f"payer {number} on Monday")["card"].value) for number in range(PAYERS)]


def test_a_payment_that_is_booked_once_is_still_written_down_at_every_try():
    naive, fixed = lived("notify"), lived("notify", "charge")
    assert (naive.columns.costs["money"] > 0, fixed.columns.costs["money"]) == (True, 0)
    assert written_down(naive) == written_down(fixed)
    assert sum(count > 1 for count in written_down(fixed)) == 6


def test_a_monday_is_small_and_the_same_each_time():
    one, two = lived(), lived()
    assert one.columns == two.columns
    assert one.columns.details["requests"] <= 250
    assert one.columns.details["calls to Carrier"] <= 2_000
    assert one.toolshed.clock.unfinished == []


def test_the_rule_with_its_reasons_judges_everybody_at_the_counter_right():
    observed = lived("notify", "eligible").clients.observed
    assert (observed.let_in, observed.turned_away) == (set(), set())
    assert sum(borrower.allowed for borrower in BORROWERS) == 5
    assert len(lived("notify").clients.observed.let_in) == 6


def merge_panel():
    return panel.MergePanel(DayColumns(SECONDS, (20, 80), log=[1], people=[1], money=[1.0], uptime=[1]))


@pytest.mark.parametrize(("ticked", "said"), [((), "none"), (("notify",), "1"), (NAMES[:3], "3")])
def test_anything_but_two_is_asked_for_again(ticked, said):
    asked = merge_panel()
    for name, box in asked.boxes.items():
        box.value = name in ticked
    asked.button.click()
    assert f"You ticked {said}. Tick two" in asked.words.value
    assert "08.merged" not in progress.load().milestones


def test_two_are_merged_and_what_was_to_be_saved_is_told_first():
    asked = merge_panel()
    asked.saves.value = "money"
    asked.boxes["authorize"].value, asked.boxes["charge"].value = False, True
    asked.button.click()
    assert "You wanted to save money. euros booked twice: 1 with nothing merged, 0 now" in asked.words.value
    assert progress.load().of("08") == {"08.merged"}


def test_the_fewest_predictions_are_told_as_too_few():
    assert "no predictions" in calibrated({})
    assert "too few" in summary({"02.storm": Prediction(2, 90)})


@pytest.mark.parametrize(
    ("sure", "answer", "said"),
    [(100, 1, "more sure than right"), (50, None, "less sure than right"), (100, None, "about as sure as")],
)
def test_sure_is_compared_with_right(sure, answer, said):
    rights = {"02.storm": 2, "05.holes": 2, "07.morning": 3}
    made = {name: Prediction(right if answer is None else answer, sure) for name, right in rights.items()}
    assert said in summary(made)
    assert calibrated(made).count("<tr>") == 4
