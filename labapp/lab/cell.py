"""What a notebook begins with, and the cell magic of its exercise."""

from importlib import import_module

from IPython import get_ipython
from IPython.display import display

from . import check, progress
from .catalogue import about


def start() -> None:
    """Make `%%check` known; works from cold, in every notebook, as often as one likes."""
    shell = get_ipython()
    if shell is None:
        raise RuntimeError("lab.start() belongs into a notebook: run make lab and open one.")
    shell.register_magic_function(_check, "cell", "check")


def _check(line: str, cell: str) -> None:
    service = line.strip()
    try:
        answer = check.check(service, cell, get_ipython().user_ns)
    except ValueError as error:
        print(error)
        return
    display(answer)
    for step in answer.holding:
        progress.note(f"{about(service).number}.{step}")
    if answer.picture is not None:
        import_module(f"labapp.lab.{check.exercise_named(service).replay}").replay(answer.picture)
