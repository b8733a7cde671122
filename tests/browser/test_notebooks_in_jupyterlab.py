"""Every notebook in a real JupyterLab, as a learner sees it. Screenshots land in build/screenshots."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PROMPT = ".jp-InputPrompt"
CELL = ".jp-Notebook-cell"
LIVE = "img.widget-image"


@pytest.fixture(params=NOTEBOOKS)
def page(request, lab, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    page.goto(f"{lab}/{request.param}.ipynb?token=browser-test&reset", timeout=60_000)
    page.wait_for_selector(CELL, timeout=60_000)
    page.wait_for_function("document.querySelector('.jp-NotebookPanel-toolbar')", timeout=30_000)
    page.name = request.param
    yield page
    page.close()


def run_all(page):
    page.get_by_role("button", name="Restart the kernel and run all cells").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()


def frames_until_done(page):
    seen, last = set(), page.locator(".jp-CodeCell .jp-InputPrompt").last
    page.wait_for_function(f"[...document.querySelectorAll('{PROMPT}')].some(e => e.innerText.includes('*'))")
    for _ in range(1200):
        seen.update(page.eval_on_selector_all(LIVE, "images => images.map(image => image.src)"))
        if last.inner_text().strip("[]: ").isdigit():
            return seen
        page.wait_for_timeout(50)
    raise AssertionError("the notebook did not finish within a minute")


def test_a_notebook_runs_from_top_to_bottom_and_its_figure_moves(page):
    page.wait_for_timeout(2000)
    run_all(page)
    frames = frames_until_done(page)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{page.name}.png")
    assert not page.locator("[data-mime-type='application/vnd.jupyter.error']").count()
    assert len(frames) > 10
