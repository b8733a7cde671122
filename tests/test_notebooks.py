"""What every stored notebook must be: run, short, with pictures that are still true."""

import base64
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from labapp.lab.storming import Storm, StormPlan
from labapp.lab.world import World
from labapp.naive import NAIVE

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_cells(path):
    return [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]


def pictures(path):
    outputs = [output for cell in code_cells(path) for output in cell["outputs"]]
    return [output for output in outputs if "image/png" in output.get("data", {})]


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=float)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_every_code_cell_was_run_in_order_and_none_failed(notebook):
    cells = code_cells(notebook)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert not [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]


def test_outputs_are_stored_so_that_a_comparison_can_fail(notebook):
    assert sum(bool(cell["outputs"]) for cell in code_cells(notebook)) >= len(code_cells(notebook)) / 2


def test_cells_are_short(notebook):
    assert max(len("".join(cell["source"]).splitlines()) for cell in code_cells(notebook)) <= 15


def test_pictures_have_words_for_those_who_cannot_see_them(notebook):
    alts = [picture["metadata"].get("image/png", {}).get("alt", "") for picture in pictures(notebook)]
    assert alts
    assert all(len(alt) > 40 for alt in alts)


def test_the_notebook_is_light(notebook):
    assert notebook.stat().st_size < 500_000


@pytest.fixture(scope="module")
def storm_png():
    """The picture of the storm, drawn anew from a new run."""
    plan = StormPlan()
    with World(NAIVE, plan.setting) as world:
        storm = Storm(plan, world)
        list(storm.run())
        figure = storm.figure()
    figure.update()
    return figure.png()


def test_the_stored_picture_of_the_storm_is_not_stale(storm_png):
    stored = pictures(ROOT / "notebooks" / "02_retry_storm.ipynb")[0]["data"]["image/png"]
    assert abs(pixels(storm_png) - pixels(base64.b64decode(stored))).mean() < 0.1


def test_the_readme_shows_the_same_picture(storm_png):
    shown = (ROOT / "data" / "pictures" / "storm.png").read_bytes()
    assert abs(pixels(storm_png) - pixels(shown)).mean() < 0.1
