"""Every notebook in a real JupyterLab, as a learner sees it. Screenshots land in build/screenshots."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PROMPT = ".jp-InputPrompt"
CELL = ".jp-Notebook-cell"
LIVE = "img.widget-image"
STILL = ".jp-OutputArea-output img:not(.widget-image)"
ERROR = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
THEMES = ("JupyterLab Light", "JupyterLab Dark")
MOVES = 5
"""So many different frames are movement; three real seconds have six."""


def opened(browser, lab, name):
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    page.goto(f"{lab}/{name}.ipynb?token=browser-test&reset", timeout=60_000)
    page.wait_for_selector(CELL, timeout=60_000)
    page.wait_for_function("document.querySelector('.jp-NotebookPanel-toolbar')", timeout=30_000)
    page.wait_for_timeout(2000)
    page.name = name
    return page


def in_theme(page, theme):
    page.get_by_role("menuitem", name="Settings").click()
    page.locator(".lm-Menu-itemLabel", has_text="Theme").first.hover()
    page.locator(".lm-Menu-itemLabel", has_text=theme).first.click()
    page.wait_for_function(
        "dark => document.body.dataset.jpThemeLight === String(!dark)", arg="Dark" in theme, timeout=10_000
    )


def run_all(page):
    page.get_by_role("button", name="Restart the kernel and run all cells").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()


def frames_until_done(page):
    seen, last = set(), page.locator(".jp-CodeCell .jp-InputPrompt").last
    page.wait_for_function(f"[...document.querySelectorAll('{PROMPT}')].some(e => e.innerText.includes('*'))")
    for _ in range(2400):
        seen.update(page.eval_on_selector_all(LIVE, "images => images.map(image => image.src)"))
        if last.inner_text().strip("[]: ").isdigit():
            return seen
        page.wait_for_timeout(50)
    raise AssertionError("the notebook did not finish within two minutes")


def keep(page, theme):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": 1280, "height": 9000})
    page.wait_for_timeout(500)
    page.screenshot(path=SCREENSHOTS / f"{page.name}-{theme.split()[-1].lower()}.png")
    page.set_viewport_size({"width": 1280, "height": 1600})


@pytest.fixture(params=NOTEBOOKS)
def page(request, lab, browser):
    page = opened(browser, lab, request.param)
    yield page
    page.close()


def test_a_notebook_runs_from_top_to_bottom_moves_and_is_seen_in_both_themes(page):
    run_all(page)
    frames = frames_until_done(page)
    assert page.locator(ERROR).all_inner_texts() == []
    assert len(frames) >= MOVES
    for theme in THEMES:
        in_theme(page, theme)
        keep(page, theme)
        assert page.locator(STILL).count() == pictures(page.name)
        assert all(image.is_visible() for image in page.locator(STILL).all())
        assert all(slider.is_visible() for slider in page.locator(".widget-slider").all())


def pictures(name):
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text())["cells"]
    return sum("image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", ()))


def test_an_error_would_be_seen(lab, browser):
    page = opened(browser, lab, "00_start_here")
    page.locator(".jp-CodeCell .cm-content").first.fill("1 / 0")
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(ERROR, timeout=30_000)
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
    polite.wait_for_function(
        "document.body.innerText.includes('At 140 new queries a second')", timeout=10_000
    )
    assert polite.locator(STILL).nth(1).get_attribute("src") != before


def test_a_prediction_is_committed_by_keyboard_and_compared(polite):
    polite.get_by_label("After some seconds nobody can list the tools.").focus()
    polite.keyboard.press("Space")
    polite.get_by_role("button", name="Commit", exact=True).focus()
    polite.keyboard.press("Enter")
    polite.wait_for_function("document.body.innerText.includes('Noted. Now see.')", timeout=10_000)


def test_the_storm_runs_again_with_other_knobs(polite):
    knob = polite.locator(".widget-slider", has_text="Carrier is down for (s)").first.locator(".noUi-handle")
    knob.focus()
    for _ in range(4):
        polite.keyboard.press("ArrowLeft")
    polite.locator("button.jupyter-button", has_text="Run").first.focus()
    polite.keyboard.press("Enter")
    everybody = "document.body.innerText.split('In 60 seconds everybody').length > 2"
    polite.wait_for_function(everybody, timeout=20_000)


def test_an_answer_is_checked_and_its_storm_replayed(polite):
    cell = polite.locator(".jp-CodeCell", has_text="%%check notify")
    source = (ROOT / "labapp/lab/exercises/solved_notify.py").read_text()
    cell.locator(".cm-content").fill(f"%%check notify\n{source}")
    polite.keyboard.press("Shift+Enter")
    polite.wait_for_function("document.body.innerText.includes('Right. All of it holds.')", timeout=20_000)
    cell.locator("img:not(.widget-image)").wait_for(timeout=20_000)
    assert polite.locator(ERROR).all_inner_texts() == []


def test_two_refunds_are_stepped_by_keyboard(lab, browser):
    page = opened(browser, lab, "07_money")
    page.locator(".jp-CodeCell .cm-content").first.fill("from labapp import lab; lab.by_hand()")
    page.keyboard.press("Shift+Enter")
    page.get_by_role("button", name="Start over", exact=True).wait_for(timeout=30_000)
    for name in ("Start over", *(f"{who} goes on" for who in "ABAB")):
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(1000)
    page.wait_for_function(
        "document.body.innerText.includes('B heard 201. The library lost 20.00.')", timeout=10_000
    )
    page.close()
