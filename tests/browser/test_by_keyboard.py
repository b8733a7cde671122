"""What a learner does in a real JupyterLab: sliders, predictions, knobs, an answer; all by keyboard."""

import pytest

from .page import ERROR, ROOT, STILL, frames_until_done, opened, run_all


def test_an_error_would_be_seen(lab, browser):
    page = opened(browser, lab, "00_start_here")
    page.locator(".jp-CodeCell .cm-content").first.fill("1 / 0")
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(ERROR)
    assert "ZeroDivisionError" in page.locator(ERROR).first.inner_text()
    page.close()


@pytest.fixture(scope="module")
def polite(lab, browser):
    """The retry storm lab after its polite retry was run, and nothing else."""
    page = opened(browser, lab, "02_retry_storm")
    run_all(page)
    frames_until_done(page)
    yield page
    page.close()


def test_a_slider_moves_by_keyboard_and_picture_and_words_follow(polite):
    handle = polite.locator(".widget-slider", has_text="new queries a second").locator(".noUi-handle")
    before = polite.locator(STILL).nth(1).get_attribute("src")
    handle.focus()
    for _ in range(14):
        polite.keyboard.press("ArrowLeft")
    polite.wait_for_function("document.body.innerText.includes('At 140 new queries a second')")
    assert polite.locator(STILL).nth(1).get_attribute("src") != before


def test_a_prediction_is_committed_by_keyboard_and_compared(polite):
    polite.get_by_label("After some seconds nobody can list the tools.").focus()
    polite.keyboard.press("Space")
    polite.get_by_role("button", name="Commit", exact=True).focus()
    polite.keyboard.press("Enter")
    polite.wait_for_function("document.body.innerText.includes('Noted. Now see.')")


def test_the_storm_runs_again_with_other_knobs(polite):
    knob = polite.locator(".widget-slider", has_text="Carrier is down for (s)").first.locator(".noUi-handle")
    knob.focus()
    for _ in range(4):
        polite.keyboard.press("ArrowLeft")
    polite.locator("button.jupyter-button", has_text="Run").first.focus()
    polite.keyboard.press("Enter")
    everybody = "document.body.innerText.split('In 60 seconds everybody').length > 2"
    polite.wait_for_function(everybody)


def test_pull_requests_are_voted_on_by_keyboard(polite):
    for row in polite.locator(".widget-toggle-buttons").all():
        row.get_by_role("button", name="send back", exact=True).focus()
        polite.keyboard.press("Space")
    polite.get_by_role("button", name="Commit votes", exact=True).focus()
    polite.keyboard.press("Enter")
    polite.wait_for_function("document.body.innerText.includes('Noted. Now run them all.')")


def test_a_pull_request_is_unfolded_by_keyboard(polite):
    fold = polite.locator(".jp-OutputArea details", has_text="Limit retries to three attempts").first
    fold.locator("summary").focus()
    polite.keyboard.press("Enter")
    fold.locator("pre").wait_for()


def test_an_answer_is_checked_and_its_storm_replayed(polite):
    cell = polite.locator(".jp-CodeCell", has_text="%%check notify")
    source = (ROOT / "labapp/lab/exercises/solved_notify.py").read_text()
    cell.locator(".cm-content").fill(f"%%check notify\n{source}")
    polite.keyboard.press("Shift+Enter")
    polite.wait_for_function("document.body.innerText.includes('Right. All of it holds.')")
    cell.locator("img:not(.widget-image)").wait_for()
    assert polite.locator(ERROR).all_inner_texts() == []


def test_two_refunds_are_stepped_by_keyboard(lab, browser):
    page = opened(browser, lab, "07_money")
    page.locator(".jp-CodeCell .cm-content").first.fill("from labapp import lab; lab.by_hand()")
    page.keyboard.press("Shift+Enter")
    page.get_by_role("button", name="Start over", exact=True).wait_for()
    for name in ("Start over", *(f"{who} goes on" for who in "ABAB")):
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(1000)
    page.wait_for_function("document.body.innerText.includes('B heard 201. The library lost 20.00.')")
    page.close()


SICK = b"raise RuntimeError('no database today')\n"


def alone(lab, browser, name, function):
    """Open a notebook and run one function of the lab in its first cell, and nothing else."""
    page = opened(browser, lab, name)
    page.locator(".jp-CodeCell .cm-content").first.fill(f"from labapp import lab; lab.{function}()")
    page.keyboard.press("Shift+Enter")
    return page


def press(page, name):
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_a_backend_is_handed_in_run_and_stopped_by_keyboard(lab, browser):
    page = opened(browser, lab, "09_your_assistant")
    page.locator(".jp-CodeCell .cm-content").first.fill("from labapp import lab; seen = lab.your_backend()")
    page.keyboard.press("Shift+Enter")
    page.get_by_role("button", name="Stop").wait_for()
    page.wait_for_function("!document.querySelector('button:has(.fa-stop)').disabled")
    press(page, "Stop")
    page.wait_for_function("document.querySelector('button:has(.fa-stop)').disabled")
    with page.expect_file_chooser() as chooser:
        press(page, "Hand in a file")
    chooser.value.set_files({"name": "mine.py", "mimeType": "text/x-python", "buffer": SICK})
    page.wait_for_function("document.body.innerText.includes('Kept as my_backends/mine.py')")
    press(page, "Run the probes")
    page.wait_for_function("document.body.innerText.includes('mine: of 6 families 6 unm')")
    assert "no database today" in page.locator("body").inner_text()
    assert page.locator(ERROR).all_inner_texts() == []
    page.close()


def test_the_map_says_what_is_wrong_with_a_code_by_keyboard(lab, browser):
    page = alone(lab, browser, "00_start_here", "labs")
    page.get_by_placeholder("WBF1-…").focus()
    page.keyboard.type("nonsense")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.body.innerText.includes('is no such code')")
    page.close()


def test_a_hole_is_marked_by_keyboard(lab, browser):
    page = alone(lab, browser, "05_skipped_auth", "mark")
    page.locator("button.widget-toggle-button[title^='visitor, no token: ']").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_function("document.body.innerText.match(/\\b1 of \\d+ cells marked/)")
    page.close()
