"""Whatever stands in the exercise cell: a clear message within ten seconds, and the next check works."""

import inspect
import os
import tempfile
import time

import psutil
import pytest

from labapp.labs.retry_storm import solution
from labapp.simulation.timeouts import load_per_processor
from labapp.targets.process_group import starved
from labapp.workshop import sandbox
from labapp.workshop.check import check
from labapp.workshop.source_code import source_of

NAIVE = source_of("notify")
SOLVED = inspect.getsource(solution)
HEAD = "from labapp.services import Dead, Delivered, Later\ndef notify(ctx, message):\n    "
PAUSE = "            continue  # the carrier has a hiccup, try again"

FULL = tempfile.mktemp()
FIXED_PAUSE = SOLVED.replace("own_pause = ctx.chance.uniform(0, ", "own_pause = (1.0 * ")
FOR_EVER = SOLVED.replace("attempts < 8", "attempts >= 0").replace("2**message.attempts", "30")
SLEEPS = SOLVED.replace("return Later(", "ctx.clock.sleep(").replace("message.attempts", "tries")
IN_THE_CALL = SLEEPS.replace("if tries < 8", "for tries in range(8)")
OWN_PAUSE_OR = SOLVED.replace("retry_after_seconds(error) + own", "retry_after_seconds(error) or own")
NO_RETRY_AFTER = SOLVED.replace("retry_after_seconds(error) +", "")

AT_ANY_TIME = "Your code did not end in time."
UNUSABLE = {
    # what stands in the cell, what is said
    "nothing": ("", "no function notify"),
    "a missing colon": (NAIVE.replace("while True:", "while True"), "expected ':' in line 14"),
    "half a line": ("def notify(ctx,", "'(' was never closed in line 1"),
    "a zero byte": ("x = '\0'", "null bytes"),
    "another name": ("def notfy(ctx, message): pass", "no function notify"),
    "no function": ("notify = 3", "no function notify"),
    "one argument": ("def notify(message): pass", "called as notify(ctx, message)"),
    "three arguments": ("def notify(ctx, message, again): pass", "missing a required argument: 'again'"),
    "async": ("async def notify(ctx, message): pass", "async or a generator"),
    "a generator": ("def notify(ctx, message): yield 1", "async or a generator"),
    "returns None": (HEAD + "pass", "returned None"),
    "falls out of its loop": (NAIVE.replace("while True", "for _ in range(3)"), "after a loop, too"),
    "returns text": (HEAD + "return 'sent'", "returned 'sent'"),
    "Later without seconds": (HEAD + "return Later(None)", "Later(None)"),
    "Later in the past": (HEAD + "return Later(-1)", "Later(-1)"),
    "Later, not a number": (HEAD + "return Later(float('nan'))", "Later(nan)"),
    "raises": (HEAD + "return 1 / 0", "by zero.\n    Line 3 of the cell: return 1 / 0"),
    "raises at import": ("import nowhere", "ModuleNotFoundError: No module named 'nowhere'"),
    "a name that the kernel knows": (HEAD + "return outcome", "`outcome` lives in this notebook only"),
    "a name that nobody knows": (HEAD + "return outcom", "NameError: name 'outcom' is not defined"),
    "recursion": (HEAD + "return notify(ctx, message)", "RecursionError"),
    "never ends": (HEAD + "while True: pass", "did not come back"),
    "never ends while time stands still": (HEAD + "while True: ctx.clock.sleep(0)", "did not come back"),
    "never ends at import": ("while True: pass", AT_ANY_TIME),
    "swallows the plug": (NAIVE.replace("requests.RequestException", "BaseException"), "It stops"),
    "never ends in C": (HEAD + "return 9**9**9", AT_ANY_TIME),
    "sleeps for real": ("import time\n" + HEAD + "time.sleep(60)", "stayed in line 4 of the cell"),
    "a lock": ("import threading\n" + HEAD + "threading.Event().wait()", "stayed in line 4 of the cell"),
    "eats memory": ("x = []\nwhile True: x.append(bytearray(10**7))", "MemoryError"),
    "fills the disk": (f"f = open({FULL!r}, 'wb')\nwhile True: f.write(bytes(10**6))", "too large"),
    "os._exit": ("import os\nos._exit(3)", "ended its own process (exit status 3)"),
    "os._exit while measured": ("import os\n" + HEAD + "os._exit(0)", "while we measured: It stops."),
    "sys.exit": ("import sys\nsys.exit(3)", "SystemExit: 3"),
    "kills itself": ("import os\nos.kill(os.getpid(), 9)", "was killed"),
    "segfaults": ("import os\nos.kill(os.getpid(), 11)", "crashed"),
    "asks for input": ("input()", "EOFError"),
    "closes every file": ("import os\nos.closerange(3, 100)", "ended its own process"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_measured_is_told_within_ten_seconds_of_a_quiet_machine(source, said, monkeypatch):
    if said == AT_ANY_TIME:
        monkeypatch.setattr(sandbox, "SECONDS", 4.0)
    began, before = time.monotonic(), load_per_processor()
    answer = check("notify", source, names={"outcome"})
    assert answer.status == "not yet"
    assert said in repr(answer)
    assert time.monotonic() - began < 10 * max(before, load_per_processor())


def holds(answer):
    signs = {line.says: line.sign for line in answer.lines}
    return [signs[f"{asks}."] == "right" for asks in ASKS]


ASKS = ("It stops", "It spreads out, and obeys Retry-After", "It leaves the waiting to the outbox")


def test_untouched_is_not_attempted():
    for source in (NAIVE, f"\n{NAIVE}\n\n"):
        assert check("notify", source).status == "not attempted"


def test_the_solution_is_right():
    answer = check("notify", SOLVED)
    assert answer.status == "right"
    assert holds(answer) == [True, True, True]
    assert all(answer.picture["answered"])


AS_ASSISTANTS_WRITE = """from __future__ import annotations
from dataclasses import dataclass

@dataclass
class Wait:
    seconds: float

"""


def test_a_dataclass_beside_the_answer_is_no_fault():
    assert check("notify", AS_ASSISTANTS_WRITE + SOLVED).status == "right"


PARTLY = {
    "ignores Retry-After": (NO_RETRY_AFTER, [True, False, True]),
    "comes back in step": (FIXED_PAUSE, [True, False, True]),
    "comes back in step when told": (OWN_PAUSE_OR, [True, False, True]),
    "never gives up": (FOR_EVER, [False, True, False]),
    "waits inside": (IN_THE_CALL, [True, True, False]),
    "gives up at once": (SOLVED.replace("attempts < 8", "attempts < 1"), [True, False, False]),
    "gives up early": (SOLVED.replace("attempts < 8", "attempts < 3"), [True, True, False]),
    "says what is not so": (HEAD + "return Delivered('x')", [False, False, False]),
    "drops everything": (HEAD + "return Dead('no')", [False, False, False]),
    "one word changed": (NAIVE.replace("timeout=10", "timeout=9"), [False, False, False]),
    "loops with the clock": (HEAD + "while True: ctx.clock.sleep(1)", [False, False, False]),
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), PARTLY.values(), ids=PARTLY)
def test_what_holds_is_said_and_what_does_not(source, expected):
    answer = check("notify", source)
    assert (answer.status, holds(answer)) == ("not yet", expected), answer
    wrong = [line for line in answer.lines if line.says[:-1] in ASKS and line.sign == "wrong"]
    assert all(line.measured and line.look for line in wrong)


@pytest.mark.parametrize(
    ("used_seconds", "load", "too_busy"), [(1.0, 3.0, True), (8.0, 3.0, False), (1.0, 0.4, False)]
)
def test_a_busy_machine_is_no_fault_of_the_answer(used_seconds, load, too_busy):
    assert starved(used_seconds, 9.0, load) is too_busy


def test_a_megabyte_of_output_is_cut():
    answer = check("notify", f"print('x' * 10**6)\n{SOLVED}")
    assert answer.status == "right"
    assert len(answer.printed) < 1100
    assert "and 999001 bytes more" in answer.printed


LEFT_BEHIND = """
import os, subprocess, threading, time
threading.Thread(target=time.sleep, args=(60,)).start()
subprocess.Popen(["sleep", "61.7"])
subprocess.Popen(["sleep", "61.7"], start_new_session=True)
if os.fork() == 0:
    time.sleep(60)
"""


def sleeps():
    running = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return ["sleep", "61.7"] in running


def test_threads_and_children_that_are_left_behind_end_with_it():
    assert check("notify", LEFT_BEHIND + SOLVED).status == "right"
    until = time.monotonic() + 5  # on a busy machine, what is killed takes a moment to go
    while (left := sleeps()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left


def test_after_a_bad_answer_the_next_check_works():
    assert check("notify", "import os\nos._exit(1)").status == "not yet"
    assert check("notify", SOLVED).status == "right"


def test_nothing_of_the_kernel_changes(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    check("notify", "import os\nos.environ['SPOILED'] = 'yes'\nos.chdir('/')\n" + SOLVED)
    assert "SPOILED" not in os.environ
    assert os.getcwd() == str(tmp_path)


def test_there_is_no_such_exercise():
    with pytest.raises(ValueError, match=r"no lab about 'notfy'\. There are labs about: notify"):
        check("notfy", "")


def test_the_solution_changes_at_most_eight_lines():
    ours, theirs = NAIVE.splitlines(), SOLVED.splitlines()
    assert len([line for line in theirs if line not in ours]) <= 8


def test_the_answer_reads_the_same_with_and_without_html():
    answer = check("notify", HEAD + "return '<b>'")
    assert "returned '<b>'" in repr(answer)
    assert "returned &#x27;&lt;b&gt;&#x27;" in answer._repr_html_()
