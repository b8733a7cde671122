"""The child process in which an answer is measured: limited in memory and output, and killed in the end.

It reads the cell from stdin, as a line of JSON, and writes what it finds to the descriptor named on its
command line, lines of JSON, too: one for each step, one for its picture, or one for what went wrong.
"""

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import asdict
from types import ModuleType
from typing import Any

from labapp.targets.process_group import end_with_parent

from .report_pipe import own_end

MAX_MEMORY_BYTES = 600_000_000
MAX_OUTPUT_BYTES = 20_000_000
MAX_CPU_SECONDS = 60
"""Far more than whoever measures it allows: for the case that nobody is there any more."""
STACK_BYTES = 512 * 1024

Write = Callable[..., None]


def main() -> None:
    """Measure one answer and wait for the end; whoever started this process kills it."""
    limited = _limit()
    source = json.loads(sys.stdin.readline())
    end_with_parent()
    out = os.fdopen(own_end(int(sys.argv[1])), "w")

    def write(kind: str, **said: Any) -> None:
        try:
            out.write(json.dumps({"kind": kind, **said}) + "\n")
            out.flush()
        except OSError:  # the answer closed the line; nobody hears us
            os._exit(1)

    if not limited:
        write("unlimited")
    _measure(sys.argv[2], source, write)
    sys.stdout.flush()
    sys.stderr.flush()
    write("end")
    threading.Event().wait()


def _limit() -> bool:
    """Limit memory, output and processor time; return whether this system can."""
    threading.stack_size(STACK_BYTES)
    try:
        import resource
    except ImportError:  # Windows has none; the time limit is left
        return False
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT_BYTES, MAX_OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def _measure(service: str, source: str, write: Write) -> None:
    from .exercise import CELL, UnusableAnswer, exercise_about

    try:
        exercise = exercise_about(service)
        module = sys.modules["your_answer"] = ModuleType("your_answer")  # where dataclasses look names up
        names = vars(module)
        exec(compile(source, CELL, "exec", dont_inherit=True), names)
        answer = exercise.find_answer(names)
        holding = True
        for step in exercise.steps:
            write("begin", step=step.name)
            seen = step.measure(answer)
            write("step", step=step.name, **asdict(seen))
            holding = holding and seen.holds
        _show(exercise, answer, holding, write)
    except UnusableAnswer as error:
        write("unusable", message=str(error))
    except BaseException as error:
        write("raised", **_raised(error))


def _show(exercise: Any, answer: Any, holding: bool, write: Write) -> None:
    """Write the picture. One that a wrong answer spoils is left out: its steps have said what is wrong."""
    write("begin", step="picture")
    try:
        write("picture", columns=exercise.observe(answer))
    except Exception:
        if holding:
            raise


def _raised(error: BaseException) -> dict[str, Any]:
    from .exercise import CELL

    mine = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == CELL]
    return {
        "type": type(error).__name__,
        "message": " ".join(str(error).split())[:300],
        "line": mine[-1].lineno if mine else None,
        "name": getattr(error, "name", None) if isinstance(error, NameError) else None,
    }


if __name__ == "__main__":
    main()
