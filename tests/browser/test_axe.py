"""A notebook that is hard to read, or silent, would be objected to."""

from .axe import faint, objections
from .page import in_theme, opened


def test_a_faint_word_a_picture_and_a_button_without_words_are_objected_to(page):
    bad = '<p style="color: #ccc; background: #fff">faint</p><img src="data:,"><button></button>'
    with opened(page, "00_start_here"):
        in_theme(page, "JupyterLab Light")
        page.eval_on_selector(
            ".jp-RenderedMarkdown",
            "(e, bad) => e.insertAdjacentHTML('beforeend', `<div id=bad>${bad}</div>`)",
            bad,
        )
        assert {rule for rule, _ in objections(page)} == {"image-alt", "button-name"}
        assert faint(page) == [["faint", "rgb(204, 204, 204)", "rgb(255, 255, 255)"]]
