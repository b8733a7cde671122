"""What axe-core, and a look at contrast, object to in a notebook as JupyterLab shows it."""

from axe_playwright_python.sync_playwright import Axe

KNOWN = {
    "aria-input-field-name": ".cm-content, .noUi-handle",  # JupyterLab's editor; ipywidgets' sliders
    "aria-required-children": ".jp-WindowedPanel-viewport",  # JupyterLab's list of cells
    "button-name": ".jp-collapseHeadingButton",  # JupyterLab folds a heading with it
    "scrollable-region-focusable": ".cm-scroller",  # JupyterLab's editor
    "empty-table-header": "table.dataframe th",  # pandas writes the index's name into a row of its own
    "image-alt": ".jp-RenderedImage img",  # JupyterLab drops the words; tests/notebooks has them in text
}
"""What axe says of parts that are not ours: the rule, and whose elements may break it."""

FAINT = """([place, notOurs]) => {
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const linear = c => c / 255 <= 0.04045 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05;
    const opaque = e => (parts(getComputedStyle(e).backgroundColor)[3] ?? 1) === 1;
    const paper = e => getComputedStyle(e ?? document.body).backgroundColor;
    const ground = e => e && !opaque(e) ? ground(e.parentElement) : paper(e);
    return [...document.querySelectorAll(place)]
        .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .filter(e => e.getClientRects().length && !e.closest(notOurs))
        .map(e => [e.innerText, getComputedStyle(e).color, ground(e)])
        .filter(([_, ink, below]) => {
            const [a, b] = [light(parts(ink)), light(parts(below))];
            return Math.max(a, b) / Math.min(a, b) < 4.5;
        });
}"""
"""Words with less contrast than 4.5 to 1 (WCAG 2.2): axe does not look into JupyterLab's scrolled cells."""
OURS = ".jp-RenderedMarkdown *, .jp-OutputArea-output *"
NOT_OURS = (
    ".highlight, [disabled], .noUi-target, style"  # JupyterLab colours code; a disabled button is faint
)


def objections(page):
    """What axe objects to in the notebook, less what is known: the rule and the element."""
    found = Axe().run(page, ".jp-Notebook").response["violations"]
    nodes = [(rule["id"], node["target"][0], node["html"]) for rule in found for node in rule["nodes"]]
    return [(rule, html) for rule, place, html in nodes if not known(page, rule, place)]


def faint(page):
    """Words that are hard to read: the text, its colour, and the colour behind it."""
    return page.evaluate(FAINT, [OURS, NOT_OURS])


def known(page, rule, place):
    return page.eval_on_selector(place, "(e, known) => e.matches(known)", KNOWN.get(rule, "not-known"))
