"""Every notebook in a real JupyterLab, as a learner sees it, in both themes, and as axe-core does."""

import json
import os

import pytest

from .axe import faint, objections
from .page import (
    ERROR,
    MOVES,
    NOTEBOOKS,
    ROOT,
    STILL,
    THEMES,
    frames_until_done,
    in_theme,
    keep,
    opened,
    run_all,
)

RUN = (
    NOTEBOOKS
    if "SOAK_RUNS" in os.environ
    else ["00_start_here", "02_retry_storm", "04_exposed_ids", "07_money"]
)
"""The others are looked at as they are stored, and run by nbval; `make soak` runs every one here, too."""


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_seen_in_both_themes_and_where_it_is_run_it_moves_and_ends(page, name):
    with opened(page, name):
        if name in RUN:
            run_all(page)
            assert len(frames_until_done(page)) >= MOVES
            assert page.locator(".widget-slider, .widget-button").count()
        for theme in THEMES:
            in_theme(page, theme)
            keep(page, name, theme)
            assert page.locator(ERROR).all_inner_texts() == []
            assert page.locator(STILL).count() == pictures(name)
            assert all(image.is_visible() for image in page.locator(STILL).all())
            assert all(slider.is_visible() for slider in page.locator(".widget-slider").all())
            assert objections(page) == []
            assert faint(page) == []


def pictures(name):
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text())["cells"]
    return sum("image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", ()))
