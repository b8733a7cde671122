"""Views of a real JupyterLab for the README: `make pictures` takes them anew; no other run does."""

import io

import pytest
from PIL import Image

from labapp.workshop.source_code import source_of

from .page import ROOT, frames_until_done, opened, run_all

PICTURES = ROOT / "data" / "pictures"
COLOURS = 96
MAX_BYTES = 200_000


@pytest.fixture(scope="module")
def seen(page):
    """The retry storm lab, run from top to bottom, without the list of files beside it."""
    with opened(page, "02_retry_storm"):
        page.keyboard.press("Control+b")
        run_all(page)
        frames_until_done(page)
        yield page


def keep(page, top, height, name):
    """Keep what is seen from the top of one element on, as high as said."""
    page.set_viewport_size({"width": 1100, "height": height})
    top.evaluate("element => element.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(1500)
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / name, optimize=True)
    assert (PICTURES / name).stat().st_size < MAX_BYTES


def test_the_storm(seen):
    keep(seen, seen.locator(".jp-Cell", has_text="Trigger it").first, 1080, "storm_in_jupyterlab.png")


def test_an_answer(seen):
    """A half right one: the picture spoils nothing."""
    cell = seen.locator(".jp-CodeCell", has_text="%%check notify")
    answer = source_of("notify").replace("import Context,", "import Context, Dead,")
    answer = answer.replace("while True:", "for _ in range(3):")
    cell.locator(".cm-content").fill(
        f'%%check notify\n{answer.rstrip()}\n    return Dead("three tries failed")'
    )
    seen.keyboard.press("Shift+Enter")
    cell.get_by_text("It stops.").wait_for()
    keep(seen, cell, 800, "answer_checked.png")
