"""What a learner does in the retry storm lab, by keyboard: a slider, a prediction, a vote, an answer."""

import pytest

from .page import ERROR, ROOT, STILL, frames_until_done, opened, run_all

EVERYBODY = "In 60 seconds everybody who asked for the tools got the list."


@pytest.fixture(scope="module")
def learner(page):
    """The page of somebody who ran the whole notebook once."""
    with opened(page, "02_retry_storm"):
        run_all(page)
        frames_until_done(page)
        yield page


def test_a_slider_moves_by_keyboard_and_picture_and_words_follow(learner):
    handle = learner.locator(".widget-slider", has_text="new queries a second").locator(".noUi-handle")
    before = learner.locator(STILL).nth(1).get_attribute("src")
    handle.focus()
    for _ in range(14):
        learner.keyboard.press("ArrowLeft")
    learner.wait_for_function("document.body.innerText.includes('At 140 new queries a second')")
    assert learner.locator(STILL).nth(1).get_attribute("src") != before


def test_a_prediction_is_committed_by_keyboard_and_compared(learner):
    learner.get_by_label("After some seconds nobody can list the tools.").focus()
    learner.keyboard.press("Space")
    learner.get_by_role("button", name="Commit", exact=True).focus()
    learner.keyboard.press("Enter")
    learner.wait_for_function("document.body.innerText.includes('Noted. Now see.')")


def test_the_storm_runs_again_with_other_knobs(learner):
    storm = learner.locator(".jp-CodeCell", has_text="Carrier is down for (s)").first
    assert EVERYBODY not in storm.inner_text()
    storm.locator(".widget-slider", has_text="Carrier is down for (s)").locator(".noUi-handle").focus()
    learner.keyboard.press("Home")
    storm.get_by_role("button", name="Run").focus()
    learner.keyboard.press("Enter")
    storm.get_by_text(EVERYBODY).wait_for()


def test_pull_requests_are_voted_on_by_keyboard(learner):
    for row in learner.locator(".widget-toggle-buttons").all():
        row.get_by_role("button", name="send back", exact=True).focus()
        learner.keyboard.press("Space")
    learner.get_by_role("button", name="Commit votes", exact=True).focus()
    learner.keyboard.press("Enter")
    learner.wait_for_function("document.body.innerText.includes('Noted. Now run them all.')")


def test_a_pull_request_is_unfolded_by_keyboard(learner):
    fold = learner.locator(".jp-OutputArea details", has_text="Limit retries to three attempts").first
    fold.locator("summary").focus()
    learner.keyboard.press("Enter")
    fold.locator("pre").wait_for()


def test_an_answer_is_checked_and_its_storm_replayed(learner):
    cell = learner.locator(".jp-CodeCell", has_text="%%check notify")
    source = (ROOT / "labapp/labs/retry_storm/solution.py").read_text()
    cell.locator(".cm-content").fill(f"%%check notify\n{source}")
    learner.keyboard.press("Shift+Enter")
    learner.wait_for_function("document.body.innerText.includes('Right. All of it holds.')")
    cell.locator("img:not(.widget-image)").wait_for()
    assert learner.locator(ERROR).all_inner_texts() == []
