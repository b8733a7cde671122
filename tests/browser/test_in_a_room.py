"""What an instructor and a stuck learner do in a real JupyterLab: codes from a chat, hints, larger words."""

from labapp.figures.style import WIDER
from labapp.workshop.codes.class_code import decode, encode
from labapp.workshop.progress_record import Progress

from .page import ERROR, STILL, comes, frames_until_done, keep, opened, run_all

STUCK = encode(Progress(frozenset({"00.storm", "02.predicted"}), {}, {"02": 2}))


def run(page, source):
    """Run something else in the first code cell, and return the cell."""
    page.locator(".jp-CodeCell .cm-content").first.fill(source)
    page.keyboard.press("Shift+Enter")
    return page.locator(".jp-CodeCell").first


def test_a_chat_is_pasted_and_read_by_keyboard(page):
    with opened(page, "instructor/class_view"):
        run_all(page)
        frames_until_done(page)
        field = page.locator("textarea:not(.cm-content)").last
        if not comes(field):  # seen twice with ten processes beside it: no widget came, and no error
            keep(page, "instructor/class_view-without-widgets", "light")
            run_all(page)
            frames_until_done(page)
        field.fill(f"Good morning!\nEve: {STUCK}\nUwe: {STUCK[:-3]}")
        page.get_by_role("button", name="Read the codes").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("document.body.innerText.includes('1 code was read.')")
        assert page.locator("tr", has_text="Eve").first.inner_text().split("\t")[-1] == "2 of 3: More"
        assert "typing mistake" in page.locator("tr", has_text="Uwe").first.inner_text()
        assert page.locator(STILL).first.is_visible()
        assert page.locator(ERROR).all_inner_texts() == []
        keep(page, "instructor/class_view", "light")


def test_a_hint_is_opened_by_keyboard_and_stands_in_the_class_code(page):
    with opened(page, "02_retry_storm"):
        shown = run(page, 'from labapp import lab\nlab.hint("notify")')
        button = shown.get_by_role("button", name="A nudge")
        button.wait_for()
        button.focus()
        button.press("Space")
        shown.locator("p").first.wait_for()
        printed = run(page, "from labapp import lab\nlab.class_code()").get_by_text("WBC1-")
        printed.wait_for()
        assert decode(printed.inner_text()).hints["02"] >= 1


def test_in_a_room_the_storm_fills_the_notebook(page):
    with opened(page, "02_retry_storm"):
        picture = run(page, "from labapp import lab\nlab.projector()\nlab.storm()\nNone").locator(STILL)
        picture.wait_for()
        assert picture.evaluate("image => image.naturalWidth") == round(960 * WIDER)
