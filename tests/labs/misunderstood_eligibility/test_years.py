"""Ten invented years: the file is the script's, the old function explains it, the rest costs most of it."""

import io

import pytest

from labapp.labs.misunderstood_eligibility import decision_generator, decisions
from labapp.labs.misunderstood_eligibility.incidents import incidents
from labapp.labs.misunderstood_eligibility.rule_tables import decision_table, nine_ifs
from labapp.labs.misunderstood_eligibility.rules import INCIDENT_BEHIND_IF, conditions, new_rule, old_rule
from labapp.labs.misunderstood_eligibility.years.figure import YearsFigure, plotted
from labapp.labs.misunderstood_eligibility.years.replay import less, replayed, with_rates

WORDS = ("A question?", "the newer", "the older")


@pytest.fixture(scope="module")
def visits():
    return decisions.read()


@pytest.fixture(scope="module")
def columns(visits):
    return replayed(visits, new_rule, WORDS)


def test_the_script_writes_the_same_file_again():
    again = io.StringIO()
    decisions.write(decision_generator.decisions(), again)
    assert again.getvalue().encode() == decisions.FILE.read_bytes()
    assert decisions.FILE.stat().st_size < 1_200_000


def test_what_was_invented_is_what_is_read(visits):
    assert visits == decision_generator.decisions()
    assert len(visits) == 20_000


def test_the_old_function_decides_as_the_history_says(visits):
    assert [visit for visit in visits if old_rule(visit) is not visit.allowed] == []


def test_the_new_rule_agrees_in_98_to_99_per_cent_and_in_no_year_less(columns):
    assert columns.alike_percent == pytest.approx(98.975)
    by_year = columns.table()["decided alike"].str.rstrip(" %").astype(float)
    assert len(by_year) == 10
    assert by_year.min() >= 98.0


def test_the_rest_carries_most_of_the_loss(visits):
    rest = [visit for visit in visits if new_rule(visit) is not visit.allowed]
    lost, lost_in_the_rest = (sum(v.euros(new_rule(v)) for v in some) for some in (visits, rest))
    assert len(rest) == 205
    assert lost_in_the_rest / lost == pytest.approx(0.95, abs=0.01)


def test_the_price_does_not_show_in_the_agreement():
    free, dear = with_rates(price_percent=0), with_rates(price_percent=200)
    assert free.alike == dear.alike == with_rates().alike
    assert free.lost == free.lost_before
    assert sum(dear.lost) > 30 * sum(dear.lost_before)


def test_more_odd_visits_are_less_agreement():
    assert with_rates(odd_percent=200).alike_percent < with_rates().alike_percent


@pytest.mark.parametrize("newer", [new_rule, old_rule])
def test_the_figure_shows_what_the_table_says(visits, newer):
    columns = replayed(visits, newer, WORDS)
    shown, table = plotted_whole(columns), columns.table()
    ends = [12 * (year + 1) - 1 for year in range(10)]
    assert [shown["lost"][month] for month in ends] == list(table["euros lost"].cumsum())
    assert [shown["before"][month] for month in ends] == list(table["euros lost before"].cumsum())
    assert len(shown["wronged"]) == table["people wronged"].sum()
    assert shown["alike"][-1] == columns.alike_percent > 0


def plotted_whole(columns):
    figure = YearsFigure(columns)
    figure.update(columns)
    return plotted(figure)


def test_the_sentence_has_the_numbers_of_the_table(columns):
    table = columns.table()
    for name in ("visits", "euros lost", "euros lost before", "people wronged"):
        assert f"{table[name].sum():,}" in columns.sentence()


def test_the_totals_stand_beside_the_ends_of_their_lines(columns):
    figure = YearsFigure(columns)
    figure.update(columns)
    said = "\n".join(name.get_text() for name in figure.names)
    for total in (f"{sum(columns.lost):,} €", f"{sum(columns.lost_before):,} €"):
        assert total in said
    assert f"{sum(columns.wronged):,} people" in said


def test_half_of_the_story_is_half_of_the_picture(columns):
    figure = YearsFigure(columns)
    figure.update(columns.until(60))
    assert plotted(figure)["lost"] == plotted_whole(columns)["lost"][:60]


def test_there_are_nine_ifs_and_each_does_something():
    table = nine_ifs()
    assert len(table) == len(conditions()) == len(INCIDENT_BEHIND_IF) == 9
    assert (table["answers changed"] > 0).all()
    assert (table["euros more lost"] > 0).all()


def test_the_phone_check_says_no_seven_times_and_is_worth_thousands():
    row = nine_ifs().loc["if v.reopened and v.phone_old:"]
    assert (row["answers changed"], row["incident"]) == (7, "2021-09")
    assert row["euros more lost"] == sum(less().lost) - sum(less().lost_before) > 1000


def test_every_incident_says_what_happened_what_it_cost_and_the_rule_it_made():
    assert len(incidents()) == 11
    for name, each in incidents().items():
        assert name == each.incident
        assert all([each.title, each.what_happened, each.rule, each.euros])
    assert [name for name, each in incidents().items() if each.kept_in != "eligible"] == ["2022-02"]


def test_every_row_of_the_fix_names_an_incident():
    table = decision_table()
    assert set(table["incident"]) <= set(incidents())
    assert list(table["verdict"]).count("yes") == 1
    assert table["reason"].is_unique
