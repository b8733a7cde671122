"""Views of a real JupyterLab for the README: `make pictures` takes them anew; no other run does."""

import io

import pytest
from PIL import Image

from .page import ROOT, frames_until_done, opened, run_all

PICTURES = ROOT / "data" / "pictures"
COLOURS = 96
MOST_BYTES = 200_000


@pytest.fixture(scope="module")
def page(lab, browser):
    """The retry storm lab, run from top to bottom, without the list of files beside it."""
    page = opened(browser, lab, "02_retry_storm")
    page.keyboard.press("Control+b")
    run_all(page)
    frames_until_done(page)
    yield page
    page.close()


def keep(page, top, height, name):
    """Keep what is seen from the top of one element on, as high as said."""
    page.set_viewport_size({"width": 1100, "height": height})
    top.evaluate("element => element.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(1500)
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / name, optimize=True)
    assert (PICTURES / name).stat().st_size < MOST_BYTES


def test_the_storm(page):
    keep(page, page.locator(".jp-Cell", has_text="Trigger it").first, 1080, "storm_in_jupyterlab.png")


def test_an_answer(page):
    cell = page.locator(".jp-CodeCell", has_text="%%check notify")
    source = (ROOT / "labapp/lab/exercises/solved_notify.py").read_text()
    cell.locator(".cm-content").fill(f"%%check notify\n{source}")
    page.keyboard.press("Shift+Enter")
    cell.locator("img:not(.widget-image)").wait_for(timeout=60_000)
    keep(page, cell, 1400, "answer_checked.png")
