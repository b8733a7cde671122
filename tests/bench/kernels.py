"""What happens in a real kernel: live frames, start to first picture, peak memory."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import nbformat
from jupyter_client.manager import start_new_kernel
from row import Row, in_turn

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "02_retry_storm.ipynb"
FRAMES = 60

OUR_FRAMES = """
import time
from labapp.figures.storm.figure import StormFigure
from labapp.figures.storm.table_and_sentence import StormColumns
columns = StormColumns(10, (10, 30), 60)
figure = StormFigure(columns, 46)
figure.show()
began, cpu = time.perf_counter(), time.process_time()
for second in range(FRAMES):
    columns.offered.append(second % 40)
    columns.answered.append(second % 3 > 0)
    figure.update()
print((time.perf_counter() - began) / FRAMES, (time.process_time() - cpu) / FRAMES)
"""

THEIR_FRAMES = """
import time
import matplotlib.pyplot as plt
from IPython.display import clear_output
offered, answered = [], []
began, cpu = time.perf_counter(), time.process_time()
for second in range(FRAMES):
    offered.append(second % 40)
    answered.append(second % 3 > 0)
    figure, (above, below) = plt.subplots(2, 1, figsize=(9.6, 5), dpi=100, sharex=True, height_ratios=[5, 1])
    above.axvspan(10, 30, color="#eaeef2")
    above.axhline(10, color="#D55E00", linestyle="--")
    above.plot(offered, drawstyle="steps-post")
    above.set(title="Can anybody still list the tools?", ylim=(0, 46), ylabel="calls per second")
    below.plot([s for s in range(second + 1) if answered[s]], [1] * sum(answered), "s")
    below.plot([s for s in range(second + 1) if not answered[s]], [0] * (second + 1 - sum(answered)), "x")
    below.set(ylim=(-0.7, 1.7), xlim=(0, 60), xlabel="seconds")
    below.set_yticks([0, 1], ["no answer", "list of tools"])
    clear_output(wait=True)
    plt.show()
print((time.perf_counter() - began) / FRAMES, (time.process_time() - cpu) / FRAMES)
"""

BARE = """
import flask, requests, sqlalchemy.orm, ipywidgets
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([1, 2, 3])
plt.show()
"""

PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"


def rows() -> Iterator[Row]:
    """Measure frames, then starts and memory, each pair in turn."""
    ours, theirs = (frames(code) for code in (OUR_FRAMES, THEIR_FRAMES))
    yield Row("live frames a second, against clear_output and show", 1 / ours[0], 1 / theirs[0], ">= 8")
    yield Row("CPU for a live frame, against clear_output and show", ours[1], theirs[1], "<= 0.125")
    both = (cells(), [BARE])
    notebook, bare = in_turn([lambda code=code: first_picture(code)[0] for code in both], 5)
    yield Row("02, kernel start to first picture (s), against a bare kernel", notebook, bare, "<= 1.3")
    notebook, bare = (first_picture(code)[1] for code in both)
    yield Row("02, peak memory until then (MB), against a bare kernel", notebook, bare, "<= 1.3")
    notebook, bare = peak_memory(cells()), peak_memory([f"import pandas\n{BARE}"])
    yield Row(
        "02, peak memory run to the end (MB), against a bare kernel with pandas", notebook, bare, "<= 1.3"
    )


def cells(path: Path = NOTEBOOK) -> list[str]:
    """Return the code of a notebook."""
    notebook: Any = nbformat.read(path, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def frames(code: str) -> list[float]:
    """Return seconds and CPU seconds for one frame, as a kernel has them."""
    with kernel() as client:
        return [float(word) for word in printed(client, f"FRAMES = {FRAMES}\n{code}").split()]


def first_picture(code: list[str]) -> tuple[float, float]:
    """Return seconds from the kernel's start to its first picture, and the peak memory then in MB."""
    began = time.perf_counter()
    with kernel() as client:
        pid = int(printed(client, "import os; print(os.getpid())"))
        for cell in code:
            for message in messages(client, cell):
                if is_picture(message):
                    return time.perf_counter() - began, peak_of(pid)
    raise AssertionError("no picture")


def peak_of(pid: int) -> float:
    """Return the peak memory of a process in MB, as Linux counts it."""
    (line,) = re.findall(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(line) / 1024


def peak_memory(code: list[str]) -> float:
    """Run everything; return the peak memory of the kernel in MB."""
    with kernel() as client:
        return float([printed(client, cell) for cell in [*code, PEAK]][-1])


def is_picture(message: dict[str, Any]) -> bool:
    """A live figure opens an image widget; a plain one sends a PNG."""
    content = message["content"]
    if message["msg_type"] == "comm_open":
        return content["data"].get("state", {}).get("_model_name") == "ImageModel"
    return "image/png" in content.get("data", {})


def printed(client: Any, code: str) -> str:
    """Run a cell to its end; return what it printed."""
    sent = [message for message in messages(client, code) if message["msg_type"] == "stream"]
    return "".join(message["content"]["text"] for message in sent)


def messages(client: Any, code: str) -> Iterator[dict[str, Any]]:
    """Run a cell and yield what it sends until it is done."""
    number = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=120)
        if message["parent_header"].get("msg_id") != number:
            continue
        assert message["msg_type"] != "error", message["content"]["evalue"]
        yield message
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return


@contextmanager
def kernel() -> Iterator[Any]:
    manager, client = start_new_kernel(cwd=str(NOTEBOOK.parent), stderr=DEVNULL)
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
