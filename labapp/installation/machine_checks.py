"""The machine: memory, disk, clock, proxies, and a place for matplotlib's fonts."""

import os
import shutil
import tempfile
import time
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

HERE = "127.0.0.1"
MIN_MEMORY_BYTES = 450_000_000
"""What Binder guarantees; a server and a notebook fit in (make bench measures it)."""
MIN_DISK_BYTES = 200_000_000
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
A_DAY_SECONDS = 86_400


def memory() -> None:
    """Raise RuntimeError when less than Binder's 450 MB is free."""
    import psutil

    free = psutil.virtual_memory().available
    limit = CGROUP_LIMIT.read_text().strip() if CGROUP_LIMIT.exists() else "max"
    if min(free, int(limit) if limit.isdigit() else free) < MIN_MEMORY_BYTES:
        raise RuntimeError(f"{free / 1e6:.0f} MB are free, the limit here is {limit}")


def disk() -> None:
    """Raise RuntimeError when there is little room where passing databases are kept."""
    folder = tempfile.gettempdir()
    if (free := shutil.disk_usage(folder).free) < MIN_DISK_BYTES:
        raise RuntimeError(f"{free / 1e6:.0f} MB are left in {folder}")


def clock() -> None:
    """Raise RuntimeError when it is earlier than the day on which this file was written."""
    if time.time() < os.stat(__file__).st_mtime - A_DAY_SECONDS:
        raise RuntimeError(f"it says {time.strftime('%d %B %Y')}, and the workshop is younger than that")


def proxies() -> None:
    """Raise RuntimeError when requests to this machine would go to a proxy."""
    through = {kind: url for kind, url in getproxies().items() if kind in ("http", "all")}
    if through and not proxy_bypass(HERE):
        raise RuntimeError(f"what goes to {HERE} is sent to {next(iter(through.values()))}")


def fonts() -> None:
    """Raise RuntimeError when matplotlib has no folder of its own and looks for fonts at each start."""
    import matplotlib

    if Path(matplotlib.get_cachedir()).parent == Path(tempfile.gettempdir()).resolve():
        raise RuntimeError("matplotlib can write neither there nor in its usual folder")
