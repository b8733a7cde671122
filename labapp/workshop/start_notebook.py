"""What a notebook begins with, and the cell magic of its exercise."""

from IPython import get_ipython
from IPython.core.interactiveshell import ExecutionResult
from IPython.display import display

from . import progress
from .lab_catalogue import LABS, lab_about


def start() -> None:
    """Make `%%check` known, and say how far one is; works from cold, as often as one likes."""
    shell = get_ipython()
    if shell is None:
        raise RuntimeError("lab.start() belongs into a notebook: run make lab, or labapp lab, and open one.")
    shell.register_magic_function(_check, "cell", "check")
    shell.events.register("post_run_cell", _remind)
    from .restore_progress import welcome  # a notebook is quicker to answer without its widgets

    welcome()


def _remind(result: ExecutionResult) -> None:
    """Say so when an answer was run without its first line: nothing was measured then."""
    cell = result.info.raw_cell if result.info else ""
    for service in (lab.service for lab in LABS if lab.service):
        defined = f"def {service}(" in cell or f"\n{service} = " in cell
        if defined and not cell.lstrip().startswith("%%"):
            print(f"This defined {service} and checked nothing. Let the first line be %%check {service}.")


def _check(line: str, cell: str) -> None:
    from . import check  # needed by nobody who only reads
    from .exercise import exercise_about

    service = line.strip()
    try:
        answer = check.check(service, f"\n{cell}", get_ipython().user_ns)  # the magic is a line, too
    except ValueError as error:
        print(error)
        return
    display(answer)
    lab = lab_about(service)
    for step in answer.holding:
        progress.note(f"{lab.number}.{step}")
    if answer.picture is not None:
        lab.module(exercise_about(service).replay_module).replay(answer.picture)
