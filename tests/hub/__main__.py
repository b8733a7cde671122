"""A class: learners come one after the other, and each runs 02 to its end. make class."""

import argparse
import filecmp
import shutil
import signal
import sys
import time
from statistics import median
from threading import Thread

from hub import ROOT, Hub, running
from kernels import NOTEBOOK
from learner import Learner
from watching import HUB, PROXY, Watch

FOLDER = ROOT / "build" / "class-run" / "learners"


def main() -> int:
    """Run the class, print a table, and return 1 when any learner failed."""
    parser = argparse.ArgumentParser(prog="make class", description=__doc__)
    parser.add_argument("--learners", type=int, default=30)
    parser.add_argument(
        "--within", type=float, default=150, metavar="SECONDS", help="the last one comes then"
    )
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    shutil.rmtree(FOLDER.parent, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    learners = [Learner(f"learner-{number:02}") for number in range(1, options.learners + 1)]
    with running(FOLDER) as hub:
        watch = Watch(hub)
        watch.start()
        held(learners, hub, options.within)
        watch.done.set()
        watch.join()
        watch.look()
    show(learners, watch)
    return any(map(failed, learners))


def held(learners: list[Learner], hub: Hub, within_seconds: float) -> None:
    """Let the learners come, evenly spread, and wait for the last one."""
    threads = [Thread(target=learner.work, args=(hub.url,), daemon=True) for learner in learners]
    for thread in threads:
        thread.start()
        time.sleep(within_seconds / len(threads))
    for thread in threads:
        thread.join()


def failed(learner: Learner) -> bool:
    """Tell whether anything went wrong, or whether the learner has no copy as it was given."""
    copied = FOLDER / learner.name / "notebooks" / NOTEBOOK.name
    return bool(learner.trouble) or not (copied.exists() and filecmp.cmp(copied, NOTEBOOK, shallow=False))


def show(learners: list[Learner], watch: Watch) -> None:
    """Print a line for each learner, then the whole."""
    print(f"{'learner':12} {'server':>7} {'picture':>8} {'end':>7} {'cells':>6} {'peak':>7} {'CPU':>6}")
    for each in learners:
        times = " ".join(f"{seconds or float('nan'):6.1f}s" for seconds in moments(each))
        mb, cpu = watch.peak_mb[each.name], watch.cpu_seconds[each.name]
        print(f"{each.name:12} {times} {each.cells:6} {mb:5.0f}MB {cpu:5.1f}s {'; '.join(each.trouble)}")
    for owner in (HUB, PROXY):
        print(f"{owner:12} peak {watch.peak_mb[owner]:.0f} MB, CPU {watch.cpu_seconds[owner]:.1f} s")
    ends = [each.end_seconds for each in learners if each.end_seconds]
    if ends:
        print(f"To the end: median {median(ends):.0f} s, longest {max(ends):.0f} s.")
    print(f"{sum(map(failed, learners))} of {len(learners)} failed. Peak of all: {watch.total_mb:.0f} MB.")


def moments(learner: Learner) -> tuple[float | None, ...]:
    """Return seconds to the server, to the first picture, to the end."""
    return learner.server_seconds, learner.picture_seconds, learner.end_seconds


sys.exit(main())
