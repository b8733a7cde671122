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

LIVES_LONG = {"08_incident_day"}
LONG = pytest.mark.skipif("SOAK_RUNS" not in os.environ, reason="nbval runs its 64 Mondays: make soak")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=LONG if name in LIVES_LONG else ()) for name in NOTEBOOKS]
)
def test_a_notebook_runs_from_top_to_bottom_moves_and_is_seen_in_both_themes(page, name):
    with opened(page, name):
        run_all(page)
        frames = frames_until_done(page)
        assert page.locator(ERROR).all_inner_texts() == []
        assert len(frames) >= MOVES
        for theme in THEMES:
            in_theme(page, theme)
            keep(page, name, theme)
            assert page.locator(STILL).count() == pictures(name)
            assert all(image.is_visible() for image in page.locator(STILL).all())
            assert all(slider.is_visible() for slider in page.locator(".widget-slider").all())
            assert objections(page) == []
            assert faint(page) == []


def pictures(name):
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text())["cells"]
    return sum("image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", ()))
