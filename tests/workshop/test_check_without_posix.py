"""An answer is measured on a system without POSIX, too: it ends in time, and says what is not limited."""

import os

import psutil
import pytest

from labapp.workshop import sandbox
from labapp.workshop.check import UNLIMITED, check

from .test_check import HEAD, LEFT_BEHIND, SOLVED

pytestmark = pytest.mark.usefixtures("without_posix")

GRANDCHILD = """
import os, subprocess, sys
if os.fork() == 0:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(61.9)"])
    os._exit(0)
"""


def sleepers():
    running = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return [line for line in running if line[-1:] in (["61.7"], ["import time; time.sleep(61.9)"])]


def test_a_right_answer_is_right_and_says_once_what_was_not_limited():
    answer = check("notify", SOLVED)
    assert answer.status == "right"
    assert all(answer.picture["answered"])
    assert repr(answer).count(UNLIMITED) == answer._repr_html_().count(UNLIMITED) == 1


def test_an_answer_that_has_not_been_measured_says_nothing_of_limits():
    assert UNLIMITED not in repr(check("notify", "def notify("))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("while True: pass", "Your code did not end in time."),
        ("import os\nos._exit(3)", "ended its own process (exit status 3)"),
        (f"{HEAD}return 1 / 0", "by zero.\n    Line 3 of the cell: return 1 / 0"),
        ("input()", "EOFError"),
    ],
)
def test_a_wrong_answer_is_told_and_one_without_an_end_is_ended(monkeypatch, source, said):
    monkeypatch.setattr(sandbox, "SECONDS", 4.0)
    answer = check("notify", source)
    assert answer.status == "not yet"
    assert said in repr(answer)


def test_what_it_prints_is_no_report_and_is_shown():
    answer = check("notify", f"import sys\nprint('half', '✓')\nprint('x', file=sys.stderr)\n{SOLVED}")
    assert answer.status == "right"
    assert answer.printed == "half ✓\nx\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="what is left behind was forked")
@pytest.mark.parametrize("left", [LEFT_BEHIND, GRANDCHILD])
def test_what_is_left_behind_ends_with_it(left):
    assert check("notify", left + SOLVED).status == "right"
    assert not sleepers()
