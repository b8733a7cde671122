"""How much memory and processor time the hub, its proxy and each learner use."""

from collections import defaultdict
from threading import Event, Thread

import psutil
from hub import Hub

EVERY_SECONDS = 2.0
MEGA = 1e6
HUB, PROXY = "hub", "proxy"


class Watch(Thread):
    """Looks every two seconds; shared pages are shared out (PSS), so that a sum is a sum."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(daemon=True)
        self.hub, self.done = hub, Event()
        self.peak_mb: dict[str, float] = defaultdict(float)
        self.cpu_seconds: dict[str, float] = defaultdict(float)
        self.total_mb = 0.0

    def run(self) -> None:
        while not self.done.wait(EVERY_SECONDS):
            self.look()

    def look(self) -> None:
        """Add up by owner, and keep what is highest."""
        memory_mb: dict[str, float] = defaultdict(float)
        cpu_seconds: dict[str, float] = defaultdict(float)
        for owner, process in self._processes():
            try:
                memory_mb[owner] += process.memory_full_info().pss / MEGA
                cpu_seconds[owner] += sum(process.cpu_times())
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        for owner, mb in memory_mb.items():
            self.peak_mb[owner] = max(self.peak_mb[owner], mb)
            self.cpu_seconds[owner] = max(self.cpu_seconds[owner], cpu_seconds[owner])
        self.total_mb = max(self.total_mb, sum(memory_mb.values()))

    def _processes(self) -> list[tuple[str, psutil.Process]]:
        found = [(HUB, self.hub.process)]
        for child in self.hub.process.children():
            try:
                place = child.cwd()
                family = [child, *child.children(recursive=True)]
            except psutil.NoSuchProcess:
                continue
            folder, _, name = place.rpartition("/")
            owner = name if folder == str(self.hub.folder) else PROXY
            found += [(owner, process) for process in family]
        return found
