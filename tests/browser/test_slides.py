"""Slides in a real browser, on a projector of 1280 × 720; reveal.js is not needed to measure them."""

import pytest

from labapp import resources
from labapp.publishing.slides.page import HEIGHT, WIDTH, page
from labapp.workshop.lab_catalogue import LABS

SIZES = """pictures => pictures.map(picture => {
    const slide = picture.closest('section section').getBoundingClientRect();
    return [slide.height, picture.getBoundingClientRect().right];
})"""
WITH_PICTURES = [lab.name for lab in LABS if lab.core]


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_a_slide_with_a_picture_fits_on_the_screen(browser, tmp_path, name):
    file = tmp_path / "slides.html"
    file.write_text(page(resources.notebooks(f"{name}.ipynb")), encoding="utf-8")
    screen = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    screen.goto(file.as_uri())
    screen.add_style_tag(content=".notes { display: none }")  # reveal.js hides them
    sizes = screen.eval_on_selector_all("section section img", SIZES)
    screen.close()
    assert sizes
    assert max(height for height, _ in sizes) <= HEIGHT
    assert max(right for _, right in sizes) <= WIDTH
