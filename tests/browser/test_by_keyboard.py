"""What a learner does in the other labs, in a real JupyterLab, by keyboard."""

from contextlib import contextmanager

from .page import ERROR, opened

SICK = b"raise RuntimeError('no database today')\n"


@contextmanager
def running(page, name, source):
    """Open a notebook and run something else in its first cell."""
    with opened(page, name):
        page.locator(".jp-CodeCell .cm-content").first.fill(source)
        page.keyboard.press("Shift+Enter")
        yield


def press(page, name):
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_an_error_would_be_seen(page):
    with running(page, "00_start_here", "1 / 0"):
        page.wait_for_selector(ERROR)
        assert "ZeroDivisionError" in page.locator(ERROR).first.inner_text()


def test_two_refunds_are_stepped(page):
    with running(page, "07_money", "from labapp import lab; lab.by_hand()"):
        page.get_by_role("button", name="Start over", exact=True).wait_for()
        for name in ("Start over", *(f"{who} goes on" for who in "ABAB")):
            press(page, name)
            page.wait_for_timeout(1000)
        page.wait_for_function("document.body.innerText.includes('B heard 201. The library lost 20.00.')")


def test_a_backend_is_run_and_stopped_and_another_is_handed_in_and_run(page):
    with running(page, "09_your_assistant", "from labapp import lab; seen = lab.your_backend()"):
        tried = "parseFloat(document.querySelector('.progress-bar')?.style.width) > 0"
        not_tried = "document.body.innerText.match(/[1-9]\\d* unmeasured/)"
        page.wait_for_function(tried)
        page.get_by_role("button", name="Interrupt the kernel").click()
        page.wait_for_function(not_tried)
        press(page, "Run the probes")
        page.wait_for_function(f"!({not_tried})")
        page.wait_for_function("!document.querySelector('button:has(.fa-stop)').disabled")
        press(page, "Stop")
        page.wait_for_function(not_tried)
        with page.expect_file_chooser() as chooser:
            press(page, "Hand in a file")
        chooser.value.set_files({"name": "mine.py", "mimeType": "text/x-python", "buffer": SICK})
        page.wait_for_function("document.body.innerText.includes('Kept as my_backends/mine.py')")
        press(page, "Run the probes")
        page.wait_for_function("document.body.innerText.includes('mine: of 6 families 6 unm')")
        assert "no database today" in page.locator("body").inner_text()
        assert page.locator(ERROR).all_inner_texts() == []


def test_the_map_says_what_is_wrong_with_a_code(page):
    with running(page, "00_start_here", "from labapp import lab; lab.labs()"):
        page.get_by_placeholder("WBF1-…").focus()
        page.keyboard.type("nonsense")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_function("document.body.innerText.includes('is no such code')")


def test_a_hole_is_marked(page):
    with running(page, "05_skipped_auth", "from labapp import lab; lab.mark()"):
        page.locator("button.widget-toggle-button[title^='visitor, no token: ']").first.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.wait_for_function("document.body.innerText.match(/\\b1 of \\d+ cells marked/)")
