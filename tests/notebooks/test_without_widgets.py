"""Front ends without widgets (an editor, GitHub, a terminal): words say what a widget would have said."""

import inspect

import nbformat
import pytest
from nbclient import NotebookClient

from labapp.figures.widget_view import VIEW
from labapp.workshop.exercise import solution_about

from .stored import FOLDER

STATE = "application/vnd.jupyter.widget-state+json"
MAGIC = "%%check "
NOT_NAMED = ("ButtonModel", "ToggleButtonModel")
"""What only acts in a running kernel; toggles stand in a grid whose rows and columns are named."""


@pytest.fixture(
    scope="module", params=["00_start_here", "02_retry_storm", "05_skipped_auth", "09_your_assistant"]
)
def notebook(request, tmp_path_factory):
    """A notebook as it is stored, and as it runs where nobody draws widgets, its exercise solved."""
    file = FOLDER / f"{request.param}.ipynb"
    stored, ran = (nbformat.read(file, as_version=4) for _ in range(2))
    for cell in exercises(ran):
        service = cell.source.split()[1]
        cell.source = f"{MAGIC}{service}\n{inspect.getsource(solution_about(service))}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        NotebookClient(ran, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return stored, ran


def exercises(notebook):
    return [cell for cell in notebook.cells if cell.source.startswith(MAGIC)]


def outputs(notebook):
    """All outputs but those of an answer, which has its own words."""
    cells = [cell for cell in notebook.cells if not cell.source.startswith(MAGIC)]
    return [output for cell in cells for output in cell.get("outputs", ())]


def views(notebook):
    return [output.data for output in outputs(notebook) if VIEW in output.get("data", {})]


def names(state, model):
    """The names of all controls in a widget, and the choices between which one decides."""
    mine = state[model.removeprefix("IPY_MODEL_")]
    inner = mine["state"]
    if mine["model_name"] not in NOT_NAMED and inner.get("description"):
        yield inner["description"]
    if mine["model_name"] == "RadioButtonsModel":
        yield from inner["_options_labels"]
    for child in inner.get("children", ()):
        yield from names(state, child)


def test_every_widget_has_the_words_that_are_stored(notebook):
    stored, ran = notebook
    shown = [output.data["text/plain"] for output in outputs(stored) if "data" in output]
    assert views(ran)
    assert [data["text/plain"] for data in views(ran) if data["text/plain"] not in shown] == []


def test_the_words_name_every_control_and_every_choice(notebook):
    _, ran = notebook
    state = ran.metadata.widgets[STATE]["state"]
    missing = [
        (name, data["text/plain"])
        for data in views(ran)
        for name in names(state, data[VIEW]["model_id"])
        if name.lower() not in f"{data['text/plain']} {everything_before(ran, data)}".lower()
    ]
    assert missing == []


def everything_before(notebook, data):
    """What a reader has read above: the pull requests, say, on which a form then asks for a vote."""
    texts = [output.get("data", {}).get("text/plain", "") for output in outputs(notebook)]
    return " ".join(texts[: texts.index(data["text/plain"])])


def test_an_answer_is_told_in_words(notebook):
    _, ran = notebook
    for cell in exercises(ran):
        assert cell.outputs[0].data["text/plain"].startswith("✓ Right. All of it holds.")


def test_what_was_right_is_told_without_a_click(notebook):
    _, ran = notebook
    texts = [data["text/plain"] for data in views(ran) if "compared here" in data["text/plain"]]
    assert all(text.startswith(("It was: ", "Only this one holds: ")) for text in texts)
