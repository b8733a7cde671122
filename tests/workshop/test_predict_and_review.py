"""The stations of a lab: predict, review, hints, the fix, the map."""

import re

import ipywidgets
import pytest
from IPython.core.interactiveshell import InteractiveShell

from labapp import lab
from labapp.workshop import hints, kernel_state, predict, progress, progress_map, review
from labapp.workshop.codes import progress_code
from labapp.workshop.exercise import exercise_about
from labapp.workshop.lab_catalogue import LABS, lab_about
from labapp.workshop.milestones import HINTED, MILESTONE_WORDS, MILESTONES, PREDICTIONS
from labapp.workshop.questions import all_questions
from labapp.workshop.source_code import source_of

SERVICES = [each.service for each in LABS if each.service]


def form(name="02.storm"):
    return predict.PredictionForm(name, all_questions()[name])


def compared(name="02.storm"):
    return predict._compared(all_questions()[name], progress.load().predictions.get(name))


def test_a_prediction_is_kept_and_stays():
    first = form()
    first.choices.value, first.sure.value = 1, 90
    first.button.click()
    again = form()
    assert (again.choices.value, again.sure.value, again.button.disabled) == (1, 90, True)
    assert progress.load().of("02") == {"02.predicted"}


def test_without_a_choice_nothing_is_committed():
    empty = form()
    empty.button.click()
    assert "Choose one first" in empty.said.value
    assert not empty.button.disabled
    assert not progress.load().predictions


@pytest.mark.parametrize(
    ("answer", "said"),
    [(0, "It was: After some seconds"), (2, "So it was."), (None, "committed to no answer")],
)
def test_a_prediction_is_compared_with_what_happened(answer, said):
    asked = form()
    asked.choices.value = answer
    asked.button.click()
    assert said in compared()


def test_every_question_can_be_answered_kept_and_is_about_a_lab():
    assert set(all_questions()) == set(PREDICTIONS)
    for name, question in all_questions().items():
        assert 0 <= question.right < len(question.choices) <= 8
        assert f"{name.partition('.')[0]}.predicted" in MILESTONES


def test_an_unknown_question_names_those_that_exist():
    with pytest.raises(ValueError, match=r"no question '02'\. There are: 01\.lamps, 02\.storm"):
        lab.predict("02")


@pytest.mark.parametrize("service", SERVICES)
def test_a_review_shows_four_of_which_one_or_two_hold(service):
    shown = review.review_about(service).proposals()
    assert len(shown) == 4
    assert sum(each.rejected_by is None for each in shown) in (1, 2)
    assert all(each.tempting for each in shown)


def test_votes_are_taken_once_all_are_cast():
    ballot = review.VoteForm("notify", review.review_about("notify").proposals())
    ballot.toggles[0].value = "merge"
    ballot.commit()
    assert "each of the four" in ballot.said.value
    assert "no votes" in review._counted("notify")
    for toggle in ballot.toggles[1:]:
        toggle.value = "send back"
    ballot.commit()
    assert ballot.button.disabled
    assert f"merged: {review.review_about('notify').proposals()[0].title}. Only" in review._counted("notify")
    assert progress.load().of("02") == {"02.voted"}


@pytest.mark.parametrize("service", SERVICES)
def test_hints_rise_and_are_folded(service):
    shown = hints.hint(service).data
    assert re.findall("<summary>(.*?)</summary>", shown) == list(hints.HINT_NAMES)
    assert "<details open" not in shown
    lengths = [len(text) for text in exercise_about(service).hints]
    assert lengths[0] < 1.2 * lengths[2]


@pytest.mark.parametrize("service", SERVICES)
def test_a_hint_that_is_opened_is_noted_and_closing_it_forgets_nothing(service):
    shown = hints.hint(service)
    button, words = shown.widget.children[1].children
    assert not progress.load().hints
    button.value = True
    assert words.value in shown.data
    button.value = False
    assert (progress.load().hints, words.value) == ({lab_about(service).number: 2}, "")


def test_every_lab_with_an_exercise_has_a_place_for_its_hints_in_the_class_code():
    assert set(HINTED) == {each.number for each in LABS if each.service}


@pytest.mark.parametrize("service", SERVICES)
def test_the_fix_is_small_and_starts_from_the_code_as_it_came(service):
    shown = hints.show_fix(service).data
    assert shown.startswith("<details><summary>One way to solve it")
    changed = re.findall(r"<ins[^>]*>\+ (.*?)</ins>", shown)
    assert sum(bool(line) for line in changed) <= 8, "an empty line changes nothing"
    kept = re.findall(r"<(?:span|del)[^>]*>. (.*?)</(?:span|del)>", shown)
    assert len(kept) == len(source_of(service).splitlines())


@pytest.mark.parametrize("service", SERVICES)
def test_hints_and_the_fix_are_words_where_no_html_is_shown(service):
    bundle = hints.hint(service)._repr_mimebundle_()
    assert all(text in bundle["text/plain"] for text in exercise_about(service).hints)
    told = repr(hints.show_fix(service)).splitlines()
    assert told[0] == "One way to solve it:"
    assert sorted({line[:2] for line in told[1:]}) == ["  ", "+ ", "- "]


def test_every_milestone_has_a_lab_and_words_on_the_map():
    for name in MILESTONES:
        number, _, station = name.partition(".")
        assert number in {each.number for each in LABS}
        assert station in MILESTONE_WORDS


def test_the_map_says_what_was_reached_and_gives_the_code_that_brings_it_back():
    progress.note("02.stops")
    here = progress_map.Map()
    code = re.search("<code>(WBF.*?)</code>", here.rows.value)[1]
    assert "it stops" in here.rows.value
    progress.forget()
    here.code.field.value = code
    here.code.button.click()
    assert progress.load().milestones == {"02.stops"}


def test_a_mistyped_code_is_told_and_nothing_is_lost():
    progress.note("02.stops")
    here = progress_map.Map()
    here.code.field.value = "WBF1-nonsense"
    here.code.button.click()
    assert "typing mistake" in here.code.said.value
    assert progress.load().milestones == {"02.stops"}


def test_forgetting_asks_once_more():
    progress.note("02.stops")
    here = progress_map.Map()
    here.forget.click()
    assert "once more" in here.code.said.value
    here.code.field.value = progress_code.encode(progress.load())
    here.code.button.click()  # something else, after all
    here.forget.click()
    assert (here.forget.description, progress.load().milestones) == ("Yes, forget all of it", {"02.stops"})
    here.forget.click()
    assert (here.forget.description, progress.load().milestones) == ("Forget all progress", frozenset())
    assert here.code.field.value in here.code.said.value


def test_reset_forgets_one_lab_votes_and_all(capsys):
    progress.note("00.storm")
    progress.note("02.stops")
    kernel_state.state_of("02")["votes"] = {"1": "merge"}
    lab.reset("02")
    assert progress.load().milestones == {"00.storm"}
    assert "no votes" in review._counted("notify")
    assert "as new" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: lab.reset("2"), r"no lab '2'\. There are: 00, 01, 02"),
        (lambda: lab_about("mail"), r"no lab about 'mail'\. There are labs about: notify"),
        (lambda: lab.receipt("logos"), r"no receipt for 'logos'\. There is: retries"),
        (lambda: lab.hint("mail"), "mail"),
    ],
)
def test_what_is_not_there_names_what_is(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()


@pytest.mark.parametrize(
    "make",
    [form, lambda: review.VoteForm("notify", review.review_about("notify").proposals()), progress_map.Map],
)
def test_nothing_but_widgets_with_a_keyboard_way_is_used(make):
    known = (
        ipywidgets.HTML,
        ipywidgets.Box,
        ipywidgets.Button,
        ipywidgets.Text,
        ipywidgets.RadioButtons,
        ipywidgets.SelectionSlider,
        ipywidgets.ToggleButtons,
    )
    assert all(isinstance(each, known) for each in make().widget.children)


@pytest.mark.parametrize(
    ("cell", "said"),
    [("def notify(ctx, message): pass", True), ("x = 1", False), ("%%check notify\n", False)],
)
def test_an_answer_without_its_first_line_is_told(capsys, cell, said):
    shell = InteractiveShell.instance()
    shell.run_cell("from labapp import lab\nlab.start()\nlab.start()", silent=False)
    shell.run_cell(cell)
    assert capsys.readouterr().out.count("checked nothing. Let the first line be %%check notify.") == said


def test_lines_are_counted_as_the_notebook_counts_them(capsys):
    shell = InteractiveShell.instance()
    shell.run_cell("from labapp import lab\nlab.start()\n")
    shell.run_cell("%%check notify\nx = 1\n1 +\n")
    assert "in line 3 of the cell" in capsys.readouterr().out
    InteractiveShell.clear_instance()
