"""After a cull: the offer at the top of a notebook, and the map, as a learner meets them."""

from contextlib import contextmanager

from labapp.workshop.codes.progress_code import encode
from labapp.workshop.progress import Prediction, Progress

from .page import ERROR, SCREENSHOTS, opened

NOBODY = """import os, tempfile
os.environ["JUPYTER_DATA_DIR"] = tempfile.mkdtemp()
from labapp import lab
lab.{}()"""
BEGUN = Progress(frozenset({"00.storm", "02.predicted"}), {"02.storm": Prediction(2, 70)})


@contextmanager
def begun(page, name, function):
    """Open a notebook as somebody of whom nothing is known; run one function in its first cell."""
    with opened(page, name):
        page.locator(".jp-CodeCell .cm-content").first.fill(NOBODY.format(function))
        page.keyboard.press("Shift+Enter")
        yield


def says(page, words):
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=words)


def test_a_code_restores_by_keyboard_and_a_wrong_one_is_told(page):
    with begun(page, "02_retry_storm", "start"):
        field = page.get_by_label("Progress code")
        field.wait_for()
        for typed, told in (
            ("WBF1-0000", "typing mistake"),
            (encode(BEGUN), "Next: 01 · The brilliant intern"),
        ):
            field.fill(typed)
            field.press("Enter")
            says(page, told)
            page.screenshot(path=SCREENSHOTS / f"restore-{len(typed)}.png")
        assert field.count() == 0
        assert page.locator(ERROR).all_inner_texts() == []


def test_the_map_leads_to_a_notebook(page):
    with begun(page, "00_start_here", "labs"):
        says(page, "Next: 00 · Start here, the storm.")
        page.screenshot(path=SCREENSHOTS / "map.png")
        page.locator("a", has_text="02 · Retry storm").last.click()
        page.wait_for_url("**/notebooks/02_retry_storm.ipynb*")
        says(page, "You are on call.")
