"""The same Monday with each of 64 mixtures of six fixes; as a command: all of them, the largest first."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from threading import Thread

from ..scenario import NAMES, SECONDS, monday, with_fixes
from .table import Costs

MIXTURES = tuple(frozenset(some) for many in range(len(NAMES) + 1) for some in combinations(NAMES, many))
_known: dict[frozenset[str], Costs] = {}


def cost_of(merged: frozenset[str]) -> Costs:
    """Return what Monday costs with these fixes; the same day is run once."""
    if merged not in _known:
        with monday(with_fixes(merged)) as day:
            for _ in day.run(SECONDS):
                pass
        _known[merged] = day.columns.costs
    return _known[merged]


def known() -> int:
    """Count the Mondays whose cost is known by now."""
    return len(_known)


@contextmanager
def second_process() -> Iterator[None]:
    """Let another process run Mondays from the last mixture on, until this block is left.

    What it finds is known here at once. If it dies, only time is lost; if this process dies, it ends with the
    Monday that it is running. Its files are gone with the block.
    """
    command = [sys.executable, "-P", "-m", __name__]
    with (
        tempfile.TemporaryDirectory(prefix="mondays-") as folder,
        subprocess.Popen(
            command,
            env={**os.environ, "TMPDIR": folder},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process,
    ):
        reader = Thread(target=_learn_from, args=(process,), daemon=True)
        reader.start()
        try:
            yield
        finally:
            process.kill()
            reader.join()


def _learn_from(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith("\n"):  # the last line may be half a line
            merged, costs = json.loads(line)
            _known.setdefault(frozenset(merged), costs)


def main() -> None:
    """Print each mixture with its costs, a line of JSON each."""
    for merged in reversed(MIXTURES):
        print(json.dumps([sorted(merged), cost_of(merged)]), flush=True)


if __name__ == "__main__":
    main()
