"""A page of JupyterLab: open a notebook, run it, look at it. Screenshots land in build/screenshots."""

from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import TimeoutError

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PROMPT = ".jp-InputPrompt"
CELL = ".jp-Notebook-cell"
LIVE = "img.widget-image"
STILL = ".jp-OutputArea-output img:not(.widget-image)"
ERROR = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
THEMES = ("JupyterLab Light", "JupyterLab Dark")
KERNEL_IS_THERE = "document.body.innerText.includes('(ipykernel) | Idle')"
"""What is run before that, on a slow machine, is lost without a word."""
PATIENCE_MS = 240_000
MOVES = 5
"""So many different frames are movement; three real seconds have six."""


OPEN = "async path => { await jupyterapp.commands.execute('docmanager:open', {path}); }"
CLOSE = """async () => {
    for (const panel of [...jupyterapp.shell.widgets('main')]) {
        await panel.sessionContext?.shutdown();
        if (panel.context) panel.context.model.dirty = false;
        panel.close();
    }
}"""
"""Nothing is saved, and no kernel stays."""


@contextmanager
def opened(page, name):
    try:
        page.evaluate(OPEN, f"notebooks/{name}.ipynb")
        page.wait_for_selector(CELL)
        page.wait_for_function("document.querySelector('.jp-NotebookPanel-toolbar')")
        page.wait_for_function(KERNEL_IS_THERE)
        page.wait_for_timeout(1000)
        yield page
    finally:
        page.evaluate(CLOSE)
        page.locator(CELL).first.wait_for(state="detached")


def in_theme(page, theme):
    page.get_by_role("menuitem", name="Settings").click()
    page.locator(".lm-Menu-itemLabel", has_text="Theme").first.hover()
    page.locator(".lm-Menu-itemLabel", has_text=theme).first.click()
    page.wait_for_function(
        "dark => document.body.dataset.jpThemeLight === String(!dark)", arg="Dark" in theme
    )


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()


def restart_and_run_all(page):
    page.get_by_role("button", name="Restart the kernel and run all cells").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()


WATCH = """live => {
    window.framesSeen = new Set();
    clearInterval(window.watching);
    const look = () => document.querySelectorAll(live).forEach(image => framesSeen.add(image.src));
    window.watching = setInterval(look, 40);
}"""
LAST = f"[...document.querySelectorAll('.jp-CodeCell {PROMPT}')].at(-1).innerText"
BEGUN = f"{LAST}.includes('*')"
ENDED = f"error => /\\d/.test({LAST}) || document.querySelector(error)"


def frames_until_done(page):
    """Wait until the last cell has run; return the different frames that were seen meanwhile."""
    page.evaluate(WATCH, LIVE)
    page.wait_for_function(BEGUN)
    page.wait_for_function(ENDED, arg=ERROR, polling=200)
    assert page.locator(ERROR).all_inner_texts() == []
    return page.evaluate("[...framesSeen]")


def comes(locator, patience_ms=60_000):
    """Wait for something to be in the page; return whether it came."""
    try:
        locator.wait_for(timeout=patience_ms)
    except TimeoutError:
        return False
    return True


def keep(page, name, theme):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": 1280, "height": 9000})
    page.wait_for_timeout(500)
    page.screenshot(path=SCREENSHOTS / f"{name.replace('/', '-')}-{theme.split()[-1].lower()}.png")
    page.set_viewport_size({"width": 1280, "height": 1600})
